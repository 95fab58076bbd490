/**
 * Modules that start the Python script that is named behind them, with what stands behind that as its arguments:
 * `python -m torch.distributed.run train.py`.
 */
export const launcherModules =
  /^(torch\.distributed\.(launch|run)|torch_xla\.distributed\.\w+|accelerate\.commands\.launch|deepspeed(\.launcher\.\w+)?|mpi4py|horovod\.run|horovod\.runner|sagemaker_ssh_helper\S*|cProfile|trace|pdb|ipdb|debugpy|coverage|memory_profiler|line_profiler|kernprof|opentelemetry\S*)$/;

/** Programs that do the same: `torchrun train.py`, `accelerate launch train.py`, `mpirun python train.py`. */
export const launcherPrograms =
  /^(torchrun|accelerate|deepspeed|mpirun|mpiexec|horovodrun|smddprun|smddpsinglenode|spark-submit|kernprof|ddtrace-run|opentelemetry-instrument|neuron_parallel_compile|ipython|coverage)$/;
