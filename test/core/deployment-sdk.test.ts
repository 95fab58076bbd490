import { asFile, plantedMistakes } from '../support/planted-mistakes.js';

plantedMistakes('version 2 of the SDK', 'sdk_v2.py', asFile('deploy.py'), [
  { rule: 'SM302', right: 'max_wait=14400', wrong: 'max_wait=3600' },
  {
    rule: 'SM305',
    right: '    subnets=["subnet-0a1b2c3d"],\n    security_group_ids=["sg-0a1b2c3d"],',
    wrong: '    subnets=["subnet-0a1b2c3d"],',
  },
  { rule: 'SM327', right: 'job_name="churn-2026-11"', wrong: 'job_name="churn_2026_11"' },
  { rule: 'SM528', right: 'env={"WORKERS": "2"}', wrong: 'env={"WORKERS": 2}' },
  { rule: 'SM501', right: 'name="churn-chain"', wrong: 'name="churn_chain"' },
  { rule: 'SM536', right: 'sampling_percentage=20', wrong: 'sampling_percentage=200' },
  { rule: 'SM390', right: 'capture_options=["REQUEST", "RESPONSE"]', wrong: 'capture_options=["REQUEST", "ANSWER"]' },
  { rule: 'SM514', right: 'memory_size_in_mb=2048', wrong: 'memory_size_in_mb=2000' },
  { rule: 'SM515', right: 'provisioned_concurrency=5', wrong: 'provisioned_concurrency=50' },
  { rule: 'SM503', right: 'assemble_with="Line"', wrong: 'assemble_with="None"', at: 'join_source' },
]);

plantedMistakes('version 3 of the SDK', 'sdk_v3.py', asFile('deploy.py'), [
  {
    rule: 'SM301',
    right:
      'enable_managed_spot_training=True,\n    ),\n    stopping_condition=StoppingCondition(\n        max_runtime_in_seconds=7200,\n        max_wait_time_in_seconds=14400,\n',
    wrong: 'enable_managed_spot_training=True,\n    ),\n    stopping_condition=StoppingCondition(\n        max_runtime_in_seconds=7200,\n',
  },
  { rule: 'SM521', right: 'container_hostname="predictor"', wrong: 'container_hostname="features"' },
  { rule: 'SM522', right: 'mode="Serial"', wrong: 'mode="SERIAL"' },
  { rule: 'SM501', right: 'model_name="churn-4",\n    execution', wrong: 'model_name="churn 4",\n    execution' },
  { rule: 'SM518', right: 'variant_name="new"', wrong: 'variant_name="old"' },
  { rule: 'SM536', right: 'initial_sampling_percentage=20', wrong: 'initial_sampling_percentage=200' },
  {
    rule: 'SM517',
    right: 'shadow_production_variants=[\n',
    wrong:
      'shadow_production_variants=[\n        ProductionVariant(variant_name="third", model_name=newer, instance_type="ml.c5.xlarge", initial_instance_count=1),\n',
  },
  { rule: 'SM514', right: 'memory_size_in_mb=2048', wrong: 'memory_size_in_mb=2000' },
  {
    rule: 'SM507',
    right: 'type="CANARY",\n                canary_size=CapacitySize(type="CAPACITY_PERCENT", value=25),\n',
    wrong: 'type="CANARY",\n',
  },
  { rule: 'SM504', right: 'input_filter="$[1:]"', wrong: 'input_filter="1:"' },
]);
