import type { Json } from '../../api/types'
import { inputsOf } from '../../lib/inputs'
import { Empty } from '../../parts/basics'
import { Value } from '../../parts/Values'

export function InputTable({ spec }: { spec: Record<string, Json> | undefined }) {
  const inputs = inputsOf(spec)
  if (inputs.length === 0) return <Empty title="This pipeline takes no inputs" icon="sliders" />
  return (
    <table className="list roomy">
      <thead>
        <tr>
          <th scope="col">Input</th>
          <th scope="col">Type</th>
          <th scope="col">Default</th>
        </tr>
      </thead>
      <tbody>
        {inputs.map((input) => (
          <tr key={input.name}>
            <td>
              <strong>{input.name}</strong>
              {input.description && <span className="cell-sub">{input.description}</span>}
            </td>
            <td>
              <code>{input.type}</code>
            </td>
            <td>
              {input.fallback === undefined ? (
                <span className="faint">{input.required ? 'required' : 'optional'}</span>
              ) : (
                <Value value={input.fallback} name={input.name} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
