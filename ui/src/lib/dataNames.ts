/** Kubernetes' rules, which secrets and config maps keep here as well, so that pipelines work in both places. */
const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/
const KEY = /^[-._a-zA-Z0-9]+$/

export const LONGEST_NAME = 253

export function nameError(name: string): string | undefined {
  if (name === '') return 'A name is needed.'
  if (name.length > LONGEST_NAME) return `At most ${LONGEST_NAME} characters.`
  return NAME.test(name) ? undefined : 'Small letters, digits, “-” and “.”, with a letter or digit at both ends.'
}

/** What is wrong with the key at `at` of a list of keys. */
export function keyError(keys: readonly string[], at: number): string | undefined {
  const key = keys[at] ?? ''
  if (key === '') return 'A key is needed.'
  if (key.length > LONGEST_NAME) return `At most ${LONGEST_NAME} characters.`
  if (!KEY.test(key)) return 'Letters, digits, “-”, “_” and “.” only.'
  return keys.indexOf(key) < at ? 'This key is there twice.' : undefined
}
