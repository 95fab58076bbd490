// Made by `npm run generate` from the files beside it; edit those.
import type { Rule } from '../linter/rule.js';
import type { KnownRule, LaterParts } from '../linter/toolbox.js';
import SM000 from './linter/rule-failed.js';
import SM001 from './linter/suppression-unused.js';
import SM002 from './linter/suppression-unknown-rule.js';
import SM003 from './linter/configuration-invalid.js';
import SM004 from './linter/file-skipped.js';
import SM101 from './image/train-command-missing.js';
import SM102 from './image/serve-command-missing.js';
import SM103 from './image/entrypoint-shell-form.js';
import SM104 from './image/cmd-replaced-by-sagemaker.js';
import SM105 from './image/entrypoint-rejects-argument.js';
import SM106 from './image/entrypoint-bare-interpreter.js';
import SM107 from './image/command-not-executable.js';
import SM108 from './image/command-crlf.js';
import SM109 from './image/code-outside-opt-ml-code.js';
import SM110 from './image/sagemaker-program-unset.js';
import SM111 from './image/sagemaker-program-not-copied.js';
import SM112 from './image/sagemaker-program-malformed.js';
import SM113 from './image/submit-directory-ignored.js';
import SM114 from './image/data-under-reserved-path.js';
import SM115 from './image/baked-code-shadows-source-dir.js';
import SM116 from './image/program-overrides-entry-point.js';
import SM117 from './image/toolkit-needs-compiler.js';
import SM118 from './image/toolkit-protobuf-conflict.js';
import SM119 from './image/sagemaker-containers-deprecated.js';
import SM120 from './image/nvidia-driver-in-image.js';
import SM121 from './image/tini-entrypoint.js';
import SM122 from './image/non-root-user.js';
import SM123 from './image/model-server-without-java.js';
import SM124 from './image/bind-to-port-label-missing.js';
import SM125 from './image/bind-to-port-label-unsupported.js';
import SM126 from './image/multi-model-label-missing.js';
import SM127 from './image/capability-label-typo.js';
import SM128 from './image/prebuilt-entrypoint-replaced.js';
import SM129 from './image/server-not-installed.js';
import SM130 from './image/requirements-never-installed.js';
import SM131 from './image/version-specifier-unquoted.js';
import SM132 from './image/apt-on-amazon-linux-image.js';
import SM133 from './image/image-lacks-v3-tools.js';
import SM134 from './image/mpi-needs-sshd.js';
import SM135 from './image/framework-module-missing.js';
import SM136 from './image/conda-activate-lost.js';
import SM137 from './image/ec2-image-as-base.js';
import SM138 from './image/image-account-region-mismatch.js';
import SM139 from './image/image-unknown-tag.js';
import SM140 from './image/image-wrong-job.js';
import SM141 from './image/image-end-of-patch.js';
import SM142 from './image/capability-env-misuse.js';
import SM143 from './image/code-directory-becomes-file.js';
import SM144 from './image/entrypoint-malformed-json.js';
import SM145 from './image/build-argument-out-of-scope.js';
import SM207 from './training/shell-entry-hides-failure.js';
import SM223 from './training/shell-entry-skips-requirements.js';
import SM409 from './serving/wrong-listen-port.js';
import SM410 from './serving/loopback-only-server.js';
import SM411 from './serving/nginx-body-limit.js';
import SM412 from './serving/nginx-route-missing.js';
import SM415 from './serving/gunicorn-timeout-short.js';
import SM539 from './deployment/cuda-newer-than-driver.js';
import SM701 from './build/image-platform-unset.js';
import SM702 from './build/image-platform-mismatch.js';
import SM703 from './build/provenance-attestation.js';
import SM704 from './build/ecr-get-login-removed.js';
import SM705 from './build/base-registry-not-logged-in.js';
import SM901 from './packaging/model-archive-nested.js';
import SM902 from './packaging/model-archive-not-gzip.js';
import SM903 from './packaging/model-archive-symlinks.js';
import SM904 from './packaging/requirements-in-wrong-folder.js';

/** The rules that are loaded at the start, by id. */
export const earlyRules: readonly Rule[] = [SM000, SM001, SM002, SM003, SM004, SM101, SM102, SM103, SM104, SM105, SM106, SM107, SM108, SM109, SM110, SM111, SM112, SM113, SM114, SM115, SM116, SM117, SM118, SM119, SM120, SM121, SM122, SM123, SM124, SM125, SM126, SM127, SM128, SM129, SM130, SM131, SM132, SM133, SM134, SM135, SM136, SM137, SM138, SM139, SM140, SM141, SM142, SM143, SM144, SM145, SM207, SM223, SM409, SM410, SM411, SM412, SM415, SM539, SM701, SM702, SM703, SM704, SM705, SM901, SM902, SM903, SM904];

/** What is known of all rules from the start, by id. */
export const knownRules: readonly KnownRule[] = [
  { id: 'SM000', name: 'rule-failed', appliesTo: 'run' },
  { id: 'SM001', name: 'suppression-unused', appliesTo: 'run' },
  { id: 'SM002', name: 'suppression-unknown-rule', appliesTo: 'run' },
  { id: 'SM003', name: 'configuration-invalid', appliesTo: 'run' },
  { id: 'SM004', name: 'file-skipped', appliesTo: 'run' },
  { id: 'SM101', name: 'train-command-missing', appliesTo: 'image' },
  { id: 'SM102', name: 'serve-command-missing', appliesTo: 'image' },
  { id: 'SM103', name: 'entrypoint-shell-form', appliesTo: 'image' },
  { id: 'SM104', name: 'cmd-replaced-by-sagemaker', appliesTo: 'image' },
  { id: 'SM105', name: 'entrypoint-rejects-argument', appliesTo: 'image' },
  { id: 'SM106', name: 'entrypoint-bare-interpreter', appliesTo: 'image' },
  { id: 'SM107', name: 'command-not-executable', appliesTo: 'image' },
  { id: 'SM108', name: 'command-crlf', appliesTo: 'image' },
  { id: 'SM109', name: 'code-outside-opt-ml-code', appliesTo: 'image' },
  { id: 'SM110', name: 'sagemaker-program-unset', appliesTo: 'image' },
  { id: 'SM111', name: 'sagemaker-program-not-copied', appliesTo: 'image' },
  { id: 'SM112', name: 'sagemaker-program-malformed', appliesTo: 'image' },
  { id: 'SM113', name: 'submit-directory-ignored', appliesTo: 'image' },
  { id: 'SM114', name: 'data-under-reserved-path', appliesTo: 'image' },
  { id: 'SM115', name: 'baked-code-shadows-source-dir', appliesTo: 'image' },
  { id: 'SM116', name: 'program-overrides-entry-point', appliesTo: 'image' },
  { id: 'SM117', name: 'toolkit-needs-compiler', appliesTo: 'image' },
  { id: 'SM118', name: 'toolkit-protobuf-conflict', appliesTo: 'image' },
  { id: 'SM119', name: 'sagemaker-containers-deprecated', appliesTo: 'image' },
  { id: 'SM120', name: 'nvidia-driver-in-image', appliesTo: 'image' },
  { id: 'SM121', name: 'tini-entrypoint', appliesTo: 'image' },
  { id: 'SM122', name: 'non-root-user', appliesTo: 'image' },
  { id: 'SM123', name: 'model-server-without-java', appliesTo: 'image' },
  { id: 'SM124', name: 'bind-to-port-label-missing', appliesTo: 'image' },
  { id: 'SM125', name: 'bind-to-port-label-unsupported', appliesTo: 'image' },
  { id: 'SM126', name: 'multi-model-label-missing', appliesTo: 'image' },
  { id: 'SM127', name: 'capability-label-typo', appliesTo: 'image' },
  { id: 'SM128', name: 'prebuilt-entrypoint-replaced', appliesTo: 'image' },
  { id: 'SM129', name: 'server-not-installed', appliesTo: 'image' },
  { id: 'SM130', name: 'requirements-never-installed', appliesTo: 'image' },
  { id: 'SM131', name: 'version-specifier-unquoted', appliesTo: 'image' },
  { id: 'SM132', name: 'apt-on-amazon-linux-image', appliesTo: 'image' },
  { id: 'SM133', name: 'image-lacks-v3-tools', appliesTo: 'image' },
  { id: 'SM134', name: 'mpi-needs-sshd', appliesTo: 'image' },
  { id: 'SM135', name: 'framework-module-missing', appliesTo: 'image' },
  { id: 'SM136', name: 'conda-activate-lost', appliesTo: 'image' },
  { id: 'SM137', name: 'ec2-image-as-base', appliesTo: 'image' },
  { id: 'SM138', name: 'image-account-region-mismatch', appliesTo: 'image' },
  { id: 'SM139', name: 'image-unknown-tag', appliesTo: 'image' },
  { id: 'SM140', name: 'image-wrong-job', appliesTo: 'image' },
  { id: 'SM141', name: 'image-end-of-patch', appliesTo: 'image' },
  { id: 'SM142', name: 'capability-env-misuse', appliesTo: 'image' },
  { id: 'SM143', name: 'code-directory-becomes-file', appliesTo: 'image' },
  { id: 'SM144', name: 'entrypoint-malformed-json', appliesTo: 'image' },
  { id: 'SM145', name: 'build-argument-out-of-scope', appliesTo: 'image' },
  { id: 'SM201', name: 'argparse-bool-type', appliesTo: 'script' },
  { id: 'SM202', name: 'argparse-flag-gets-value', appliesTo: 'script' },
  { id: 'SM203', name: 'hyperparameter-not-declared', appliesTo: 'launch' },
  { id: 'SM204', name: 'model-not-saved', appliesTo: 'script' },
  { id: 'SM205', name: 'artifacts-in-output-dir', appliesTo: 'script' },
  { id: 'SM206', name: 'failure-exits-zero', appliesTo: 'script' },
  { id: 'SM207', name: 'shell-entry-hides-failure', appliesTo: 'shell-script' },
  { id: 'SM208', name: 'sm-variable-without-toolkit', appliesTo: 'script' },
  { id: 'SM209', name: 'channel-not-provided', appliesTo: 'script' },
  { id: 'SM210', name: 'hyperparameters-are-strings', appliesTo: 'script' },
  { id: 'SM211', name: 'sigterm-never-arrives', appliesTo: 'script' },
  { id: 'SM212', name: 'checkpoint-never-resumed', appliesTo: 'script' },
  { id: 'SM213', name: 'checkpoint-path-mismatch', appliesTo: 'script' },
  { id: 'SM214', name: 'tensorflow-model-dir-is-s3', appliesTo: 'script' },
  { id: 'SM215', name: 'pipe-read-as-directory', appliesTo: 'script' },
  { id: 'SM216', name: 'write-into-read-only-channel', appliesTo: 'script' },
  { id: 'SM217', name: 'environ-value-not-string', appliesTo: 'script' },
  { id: 'SM218', name: 'host-name-hard-coded', appliesTo: 'script' },
  { id: 'SM219', name: 'opt-ml-path-hard-coded', appliesTo: 'script' },
  { id: 'SM220', name: 'training-data-downloaded-in-script', appliesTo: 'script' },
  { id: 'SM221', name: 'bool-compared-as-text', appliesTo: 'script' },
  { id: 'SM222', name: 'code-path-moved-in-v3', appliesTo: 'script' },
  { id: 'SM223', name: 'shell-entry-skips-requirements', appliesTo: 'shell-script' },
  { id: 'SM224', name: 'setup-py-changes-entry', appliesTo: 'launch' },
  { id: 'SM301', name: 'spot-needs-max-wait', appliesTo: 'request' },
  { id: 'SM302', name: 'max-wait-below-max-run', appliesTo: 'request' },
  { id: 'SM303', name: 'max-wait-without-spot', appliesTo: 'request' },
  { id: 'SM304', name: 'spot-without-checkpoint', appliesTo: 'request' },
  { id: 'SM305', name: 'vpc-config-incomplete', appliesTo: 'request' },
  { id: 'SM306', name: 'file-system-needs-vpc', appliesTo: 'request' },
  { id: 'SM307', name: 'traffic-between-containers-unencrypted', appliesTo: 'request' },
  { id: 'SM308', name: 'distributed-job-outside-vpc', appliesTo: 'request' },
  { id: 'SM309', name: 'encryption-without-effect', appliesTo: 'request' },
  { id: 'SM310', name: 'install-under-network-isolation', appliesTo: 'request' },
  { id: 'SM311', name: 'local-mode-unsupported-argument', appliesTo: 'launch' },
  { id: 'SM312', name: 'warm-pool-conflict', appliesTo: 'request' },
  { id: 'SM313', name: 'entry-point-not-found', appliesTo: 'launch' },
  { id: 'SM314', name: 'source-dir-too-small', appliesTo: 'launch' },
  { id: 'SM315', name: 'requirements-not-uploaded', appliesTo: 'launch' },
  { id: 'SM316', name: 'unknown-argument', appliesTo: 'launch' },
  { id: 'SM317', name: 'channel-name-breaks-shell', appliesTo: 'launch' },
  { id: 'SM318', name: 'reserved-channel-name', appliesTo: 'launch' },
  { id: 'SM319', name: 'quote-in-hyperparameter', appliesTo: 'launch' },
  { id: 'SM320', name: 'command-drops-hyperparameters', appliesTo: 'launch' },
  { id: 'SM321', name: 'hyperparameter-value-lost', appliesTo: 'launch' },
  { id: 'SM322', name: 'secret-in-plain-text', appliesTo: 'request' },
  { id: 'SM323', name: 'sdk-major-version-mismatch', appliesTo: 'launch' },
  { id: 'SM324', name: 'sdk-v1-argument', appliesTo: 'launch' },
  { id: 'SM325', name: 'distribution-invalid', appliesTo: 'launch' },
  { id: 'SM326', name: 'checkpoint-path-dropped', appliesTo: 'request' },
  { id: 'SM327', name: 'job-name-invalid', appliesTo: 'request' },
  { id: 'SM328', name: 'instance-type-unknown', appliesTo: 'request' },
  { id: 'SM329', name: 'default-max-runtime', appliesTo: 'request' },
  { id: 'SM330', name: 'sdk-configuration-invalid', appliesTo: 'template' },
  { id: 'SM390', name: 'api-constraint', appliesTo: 'request' },
  { id: 'SM401', name: 'invocations-refuses-post', appliesTo: 'script' },
  { id: 'SM402', name: 'ping-route-missing', appliesTo: 'script' },
  { id: 'SM403', name: 'invocations-route-missing', appliesTo: 'script' },
  { id: 'SM404', name: 'transform-fn-conflict', appliesTo: 'script' },
  { id: 'SM405', name: 'handler-arity', appliesTo: 'script' },
  { id: 'SM406', name: 'handler-arguments-swapped', appliesTo: 'script' },
  { id: 'SM407', name: 'model-fn-missing', appliesTo: 'script' },
  { id: 'SM408', name: 'tensorflow-handler-incomplete', appliesTo: 'script' },
  { id: 'SM409', name: 'wrong-listen-port', appliesTo: 'image' },
  { id: 'SM410', name: 'loopback-only-server', appliesTo: 'image' },
  { id: 'SM411', name: 'nginx-body-limit', appliesTo: 'nginx' },
  { id: 'SM412', name: 'nginx-route-missing', appliesTo: 'nginx' },
  { id: 'SM413', name: 'execution-parameters-value', appliesTo: 'script' },
  { id: 'SM414', name: 'write-to-model-directory', appliesTo: 'script' },
  { id: 'SM415', name: 'gunicorn-timeout-short', appliesTo: 'image' },
  { id: 'SM416', name: 'inference-script-name-ignored', appliesTo: 'launch' },
  { id: 'SM417', name: 'submit-directory-missing', appliesTo: 'launch' },
  { id: 'SM501', name: 'resource-name-invalid', appliesTo: 'request' },
  { id: 'SM502', name: 'transform-payload-too-large', appliesTo: 'request' },
  { id: 'SM503', name: 'transform-join-mismatch', appliesTo: 'request' },
  { id: 'SM504', name: 'transform-filter-invalid', appliesTo: 'request' },
  { id: 'SM505', name: 'transform-batch-without-split', appliesTo: 'request' },
  { id: 'SM506', name: 'transform-unsupported-value', appliesTo: 'request' },
  { id: 'SM507', name: 'traffic-step-missing', appliesTo: 'request' },
  { id: 'SM508', name: 'traffic-step-out-of-range', appliesTo: 'request' },
  { id: 'SM509', name: 'two-update-policies', appliesTo: 'request' },
  { id: 'SM510', name: 'guardrail-times', appliesTo: 'request' },
  { id: 'SM511', name: 'rolling-update-unsupported', appliesTo: 'request' },
  { id: 'SM512', name: 'rollback-without-alarms', appliesTo: 'request' },
  { id: 'SM513', name: 'guardrail-falls-back', appliesTo: 'request' },
  { id: 'SM514', name: 'serverless-memory-step', appliesTo: 'request' },
  { id: 'SM515', name: 'serverless-concurrency', appliesTo: 'request' },
  { id: 'SM516', name: 'serverless-incompatible', appliesTo: 'request' },
  { id: 'SM517', name: 'shadow-variant-count', appliesTo: 'request' },
  { id: 'SM518', name: 'variant-name-duplicate', appliesTo: 'request' },
  { id: 'SM519', name: 'variant-weights-all-zero', appliesTo: 'request' },
  { id: 'SM520', name: 'pipeline-container-limit', appliesTo: 'request' },
  { id: 'SM521', name: 'pipeline-host-names', appliesTo: 'request' },
  { id: 'SM522', name: 'execution-mode-case', appliesTo: 'request' },
  { id: 'SM523', name: 'primary-and-containers', appliesTo: 'request' },
  { id: 'SM524', name: 'model-url-kind', appliesTo: 'request' },
  { id: 'SM525', name: 'custom-resource-field', appliesTo: 'request' },
  { id: 'SM526', name: 'template-type-unknown', appliesTo: 'template' },
  { id: 'SM527', name: 'image-not-pullable', appliesTo: 'request' },
  { id: 'SM528', name: 'environment-value-not-string', appliesTo: 'request' },
  { id: 'SM529', name: 'fixed-name-blocks-replacement', appliesTo: 'request' },
  { id: 'SM530', name: 'accelerator-type-removed', appliesTo: 'request' },
  { id: 'SM531', name: 'neo-target-invalid', appliesTo: 'request' },
  { id: 'SM532', name: 'neo-input-shape', appliesTo: 'request' },
  { id: 'SM533', name: 'neo-framework-unsupported', appliesTo: 'request' },
  { id: 'SM534', name: 'recommender-request-invalid', appliesTo: 'request' },
  { id: 'SM535', name: 'routing-strategy-incomplete', appliesTo: 'request' },
  { id: 'SM536', name: 'data-capture-incomplete', appliesTo: 'request' },
  { id: 'SM537', name: 'invoke-does-not-match-endpoint', appliesTo: 'request' },
  { id: 'SM538', name: 'region-mismatch', appliesTo: 'request' },
  { id: 'SM539', name: 'cuda-newer-than-driver', appliesTo: 'image' },
  { id: 'SM601', name: 'xla-save', appliesTo: 'script' },
  { id: 'SM602', name: 'xla-cuda-device', appliesTo: 'script' },
  { id: 'SM603', name: 'xla-optimizer-step', appliesTo: 'script' },
  { id: 'SM604', name: 'xla-step-not-marked', appliesTo: 'script' },
  { id: 'SM605', name: 'xla-value-read-in-loop', appliesTo: 'script' },
  { id: 'SM606', name: 'xla-dynamic-shapes', appliesTo: 'script' },
  { id: 'SM607', name: 'compiler-needs-mp-fn', appliesTo: 'script' },
  { id: 'SM608', name: 'compiler-distribution-key', appliesTo: 'launch' },
  { id: 'SM609', name: 'compiler-incompatible-argument', appliesTo: 'launch' },
  { id: 'SM610', name: 'compiler-debugger-on', appliesTo: 'launch' },
  { id: 'SM611', name: 'compiler-end-of-life', appliesTo: 'launch' },
  { id: 'SM701', name: 'image-platform-unset', appliesTo: 'command' },
  { id: 'SM702', name: 'image-platform-mismatch', appliesTo: 'image' },
  { id: 'SM703', name: 'provenance-attestation', appliesTo: 'command' },
  { id: 'SM704', name: 'ecr-get-login-removed', appliesTo: 'command' },
  { id: 'SM705', name: 'base-registry-not-logged-in', appliesTo: 'command' },
  { id: 'SM801', name: 'content-type-not-accepted', appliesTo: 'request' },
  { id: 'SM802', name: 'builtin-channel-name', appliesTo: 'request' },
  { id: 'SM803', name: 'channel-uri-scheme', appliesTo: 'request' },
  { id: 'SM804', name: 'input-mode-conflict', appliesTo: 'request' },
  { id: 'SM805', name: 'dynamodb-is-no-channel', appliesTo: 'request' },
  { id: 'SM806', name: 'data-pipeline-closed', appliesTo: 'template' },
  { id: 'SM807', name: 'file-system-path', appliesTo: 'request' },
  { id: 'SM901', name: 'model-archive-nested', appliesTo: 'command' },
  { id: 'SM902', name: 'model-archive-not-gzip', appliesTo: 'command' },
  { id: 'SM903', name: 'model-archive-symlinks', appliesTo: 'command' },
  { id: 'SM904', name: 'requirements-in-wrong-folder', appliesTo: 'command' },
  { id: 'SM905', name: 'sagemaker-name-shadowed', appliesTo: 'launch' },
];

/** What is loaded when it is first wanted. */
export const laterParts: LaterParts = {
  code: async () => (await import('../project/read-code.js')).codeReading,
  yaml: async () => (await import('../project/read-yaml.js')).yamlReading,
  json: async () => (await import('../project/read-json.js')).jsonReading,
  shell: async () => (await import('../project/read-shell.js')).shellReading,
  codeRules: async () => (await import('./code.generated.js')).codeRules,
  requestRules: async () => (await import('./request.generated.js')).requestRules,
};
