"""Trains a small model on the channel `training` and leaves it where SageMaker collects it."""

import argparse
import os
import pathlib

import joblib
import pandas
from sklearn.linear_model import LogisticRegression


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--max-iterations", type=int, default=100)
    parser.add_argument("--model-dir", default=os.environ.get("SM_MODEL_DIR", "/opt/ml/model"))
    parser.add_argument("--training", default=os.environ.get("SM_CHANNEL_TRAINING", "/opt/ml/input/data/training"))
    arguments, _ = parser.parse_known_args()

    table = pandas.concat(pandas.read_csv(path) for path in pathlib.Path(arguments.training).glob("*.csv"))
    model = LogisticRegression(max_iter=arguments.max_iterations)
    model.fit(table.drop(columns="label"), table["label"])
    joblib.dump(model, pathlib.Path(arguments.model_dir) / "model.joblib")


if __name__ == "__main__":
    main()
