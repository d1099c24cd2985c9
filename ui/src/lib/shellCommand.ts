/** One word of a shell command, quoted where it must be. */
export const quoteWord = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

/** The command that opens a step as it was: its files, environment and arguments. */
export const shellCommand = (runId: string, path: string, attempt?: number): string =>
  `penstock shell ${quoteWord(runId)} ${quoteWord(path)}${attempt === undefined ? '' : ` --attempt ${attempt}`}`
