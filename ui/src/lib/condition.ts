/**
 * A condition in fewer words: the compiler's `inputs.parameter_values['pipelinechannel--flip-Output']` becomes
 * `flip-Output`. For reading only; the whole text stays in the tooltip.
 */
export function conditionWords(condition: string): string {
  return condition
    .replace(/inputs\.parameter_values\[\s*(['"])(.*?)\1\s*\]/g, '$2')
    .replace(/pipelinechannel--/g, '')
    .replace(/\b(?:int|double|string|bool)\(([\w.-]+)\)/g, '$1')
    .trim()
}
