import { isUsageError, readArguments } from './arguments.js';
import { exitCodes, type Host } from './host.js';

/** Runs a command line to its end and gives the exit code. Never throws. */
export async function runCommand(written: readonly string[], host: Host): Promise<number> {
  try {
    const args = readArguments(written);
    if (args.help) {
      const { help } = await import('./help.js');
      host.out(help);
      return exitCodes.clean;
    }
    if (args.version) {
      host.out(`${host.version}\n`);
      return exitCodes.clean;
    }
    if (args.listRules || args.explain !== undefined) {
      const { explainRule, listRules } = await import('./rule-commands.js');
      return args.explain === undefined ? listRules(args, host) : explainRule(args.explain, args, host);
    }
    if (args.explainProject) {
      const { projectCommand } = await import('./project-command.js');
      return await projectCommand(args, host);
    }
    const { lintCommand } = await import('./lint-command.js');
    return await lintCommand(args, host);
  } catch (error) {
    if (isUsageError(error)) {
      host.note(`sagelint: ${error.message}\nSee \`sagelint --help\`.\n`);
      return exitCodes.usage;
    }
    const said = error instanceof Error ? error.message : String(error);
    host.note(`sagelint: ${said}. This is a defect of Sagelint; please report it. SAGELINT_DEBUG=1 shows where it happened.\n`);
    if (host.environment.SAGELINT_DEBUG && error instanceof Error) host.note(`${error.stack}\n`);
    return exitCodes.internal;
  }
}
