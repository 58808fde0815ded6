/** One fault in a configuration file, with its place (1-based) and what to do. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the key, for example `feeds.0.every`; '' for the whole file. */
  readonly key: string;
  readonly message: string;
}

/** `config/feeds.yaml:4:11 feeds.0.evry: unknown key, did you mean "every"?` */
export function describeProblem(problem: Problem): string {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  return problem.key === '' ? `${place} ${problem.message}` : `${place} ${problem.key}: ${problem.message}`;
}
