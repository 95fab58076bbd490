/** What `--help` prints. */
export const help = `Sagelint finds what is wrong with a SageMaker container before it is built, pushed and started.

Usage
  sagelint [PATH...]            lint files and folders; without a path the working folder
  sagelint project [PATH...]    show what each file is held to be, why, and where it leads
  sagelint rules                list the rules
  sagelint --explain SM103      show the page of a rule
  cat Dockerfile | sagelint -   lint standard input

What is found
  --fix                 apply the fixes that keep the meaning
  --fix-unsafe          apply those as well that may change what the image does
  --diff                print what --fix (or --fix-unsafe) would change, and write nothing
  --rule ID             ask only this rule, by id or name; more than once for more rules
  --profile NAME        recommended (default) or pedantic
  --pedantic            the pedantic profile: hints and findings that are less sure as well
  --config FILE         use this configuration instead of the nearest sagelint.yaml
  --fail-on SEVERITY    exit with 1 from this severity on: error, warning (default), information, hint or never

How it is shown
  --format NAME         text (default), json, sarif or github
  --color, --no-color   colours and code, or none; by default on a terminal. NO_COLOR counts
  --timing              how long each rule took, on standard error

Standard input
  --stdin-filename NAME the name it goes by, which decides its configuration and build context.
                        With --fix the mended text goes to standard output, the findings to standard error

  --help, --version

Exit codes
  0  nothing found at or above --fail-on
  1  something found
  2  the command line, a path or the configuration is wrong, or a fix was refused
  3  Sagelint itself failed
`;
