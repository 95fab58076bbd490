/** Values that stand for a secret, or show how one would look. */
const placeholder =
  /your|example|dummy|sample|change|placeholder|insert|replace|todo|fixme|redacted|x{3,}|\*{3,}|\.{3}|[<>{}$%]|^(none|null|true|false|test|secret|password|passwd|token|key|foo|bar|1234\w*)$/i;
/** Names and places of secrets, which are no secrets themselves. */
const reference = /^(arn:|s3:|ssm:|https?:|\.{0,2}\/|~\/)|\/.*\/|\.(json|ya?ml|env|pem|txt)$/i;
/** Beginnings that services give their tokens and keys. */
const knownShape =
  /^((AKIA|ASIA)[A-Z0-9]{16}|hf_[A-Za-z0-9]{20,}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{20,}|glpat-[\w-]{20,}|sk-[A-Za-z0-9_-]{20,}|xox[abp]-[\w-]{10,})$/;
/** `token` alone also means pieces of text. */
const tokenName =
  /(^|[_.-])((hf|hugging_?face|hub|auth|access|api|session|bearer|wandb|github|gitlab|git|pypi|refresh|security|slack|bot|jwt|oauth)[_-]?)+token$/i;
const passwordName = /(^|[_.-])(password|passwd)$/i;
const keyName = /(^|[_.-])(secret|credentials?|secret[_-]?(access[_-]?)?key|api[_-]?key|access[_-]?key|private[_-]?key)$/i;

/** Whether a name is that of a secret: `DB_PASSWORD`, `hfToken`, `WANDB_API_KEY`. */
export function namesSecret(name: string): boolean {
  const plain = name.replace(/([a-z])([A-Z])/g, '$1_$2');
  return tokenName.test(plain) || passwordName.test(plain) || keyName.test(plain);
}

/** Whether a value that is written down under a name is a secret, and not what stands for one. */
export function isSecret(name: string, value: string): boolean {
  if (placeholder.test(value) || reference.test(value)) return false;
  if (knownShape.test(value)) return true;
  if (!namesSecret(name) || value.toLowerCase() === name.toLowerCase()) return false;
  // A short word or a name with dashes is where the secret is kept.
  return passwordName.test(name) ? value.length >= 6 : value.length >= 16 && /\d/.test(value) && /[A-Za-z]/.test(value);
}
