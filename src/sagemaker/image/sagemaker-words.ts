/** Words without which no Dockerfile, nor its path, is looked at any closer: the cheap test before any parser. */
export const sagemakerWords =
  /sagemaker|\/opt\/ml\b|\/opt\/program|dkr\.ecr|deep-learning-containers|\bSM_[A-Z]+_|(^|[\s"'/=])(train|serve)(["'\s,\]:]|$)|multi-model-server|8080/im;
