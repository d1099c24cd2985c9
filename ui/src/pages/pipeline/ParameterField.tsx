import { useId } from 'react'
import { textOf, type PipelineInput } from '../../lib/inputs'
import { Button } from '../../parts/basics'

interface ParameterFieldProps {
  input: PipelineInput
  text: string
  error: string | undefined
  /** Whether the text differs from the default. */
  changed: boolean
  /** The word for going back to it. */
  undo?: string
  onChange: (text: string) => void
}

const HINTS = {
  STRING: 'text',
  NUMBER_INTEGER: 'whole number',
  NUMBER_DOUBLE: 'number',
  BOOLEAN: 'true or false',
  LIST: 'JSON list',
  STRUCT: 'JSON object',
} as const

/** The widget that fits an input's type; its error stands beside it. */
export function ParameterField({ input, text, error, changed, undo = 'Default', onChange }: ParameterFieldProps) {
  const id = useId()
  const described = [input.description ? `${id}-words` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined
  return (
    <div className={`field parameter${error ? ' wrong' : ''}`}>
      <div className="field-label">
        <label htmlFor={id}>{input.name}</label>
        <span className="faint">
          {HINTS[input.type]}
          {input.required ? ', required' : ''}
        </span>
        <span className="grow" />
        {changed && input.fallback !== undefined && (
          <Button kind="quiet" onClick={() => onChange(textOf(input.fallback, input.type))}>
            {undo}
          </Button>
        )}
      </div>
      <Widget input={input} id={id} text={text} error={error} described={described} onChange={onChange} />
      {input.description && (
        <p className="field-words" id={`${id}-words`}>
          {input.description}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

interface WidgetProps {
  input: PipelineInput
  id: string
  text: string
  error: string | undefined
  described: string | undefined
  onChange: (text: string) => void
}

function Widget({ input, id, text, error, described, onChange }: WidgetProps) {
  const common = { id, 'aria-invalid': error !== undefined, 'aria-describedby': described }
  const change = (event: { target: { value: string } }) => onChange(event.target.value)
  if (input.literals.length > 0 || input.type === 'BOOLEAN') {
    const choices = input.literals.length > 0 ? input.literals.map((literal) => textOf(literal, input.type)) : ['true', 'false']
    return (
      <select {...common} value={text} onChange={change}>
        {!choices.includes(text) && <option value="">{input.required ? 'Choose…' : '(not set)'}</option>}
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    )
  }
  if (input.type === 'LIST' || input.type === 'STRUCT' || text.includes('\n')) {
    const code = input.type !== 'STRING'
    return (
      <textarea
        {...common}
        className={code ? 'code' : ''}
        rows={Math.min(12, Math.max(3, text.split('\n').length))}
        spellCheck={false}
        value={text}
        onChange={change}
        placeholder={input.type === 'LIST' ? '[ ]' : input.type === 'STRUCT' ? '{ }' : ''}
      />
    )
  }
  const numeric = input.type !== 'STRING'
  return <input {...common} type="text" inputMode={numeric ? 'decimal' : 'text'} autoComplete="off" spellCheck={false} value={text} onChange={change} />
}
