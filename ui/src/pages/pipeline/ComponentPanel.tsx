import { useMemo } from 'react'
import type { GraphTask, PipelineVersion, StaticGraph } from '../../api/types'
import { componentOf, type ComponentFacts } from '../../lib/component'
import { Button, Chip, CopyButton, Fact } from '../../parts/basics'
import { SidePanel } from '../../step/SidePanel'
import { useVersion, useVersionGraph } from './PipelineGraph'

interface ComponentPanelProps {
  version: PipelineVersion
  node: string
  onClose: () => void
}

/** What a step of a pipeline is made of: image, command, types of inputs and outputs. */
export function ComponentPanel({ version, node, onClose }: ComponentPanelProps) {
  const graph = useVersionGraph(version)
  const task = useMemo(() => (graph.data ? findTask(graph.data, node) : undefined), [graph.data, node])
  const { data: whole } = useVersion(version)
  const facts = useMemo(() => componentOf(whole?.pipeline_spec, task?.component), [whole, task])
  return (
    <SidePanel label="Step" onClose={onClose}>
      <header className="panel-head">
        <div className="panel-title">
          <h2>{task?.display_name ?? node.split('/').at(-1)}</h2>
          {task && <Chip>{task.kind.toLowerCase()}</Chip>}
          <span className="grow" />
          <span className="panel-close">
          <Button kind="quiet" icon="close" label="Close (Esc)" onClick={onClose} />
        </span>
        </div>
      </header>
      <div className="panel-section">{task && <Facts task={task} facts={facts} />}</div>
    </SidePanel>
  )
}

function Facts({ task, facts }: { task: GraphTask; facts: ComponentFacts }) {
  const command = [...facts.command, ...facts.args].join(' ')
  return (
    <>
      <dl className="facts">
        {task.condition && (
          <Fact name="Runs if">
            <code>{task.condition}</code>
          </Fact>
        )}
        {(task.depends_on ?? []).length > 0 && <Fact name="After">{task.depends_on?.join(', ')}</Fact>}
        {task.component && (
          <Fact name="Component">
            <code>{task.component}</code>
          </Fact>
        )}
        {facts.image && (
          <Fact name="Image">
            <code>{facts.image}</code>
          </Fact>
        )}
        {command && (
          <Fact name="Command">
            <div className="copyable">
              <pre className="plain">{command}</pre>
              <CopyButton text={command} label="Copy command" />
            </div>
          </Fact>
        )}
      </dl>
      <Types title="Inputs" types={facts.inputs} />
      <Types title="Outputs" types={facts.outputs} />
    </>
  )
}

function Types({ title, types }: { title: string; types: Record<string, string> }) {
  const names = Object.keys(types)
  if (names.length === 0) return null
  return (
    <section>
      <h3>{title}</h3>
      <table className="values">
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <code>{types[name]}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function findTask(graph: StaticGraph, sid: string): GraphTask | undefined {
  let scope: string | undefined = graph.root
  let task: GraphTask | undefined
  for (const key of sid.split('/')) {
    task = scope === undefined ? undefined : graph.scopes[scope]?.tasks?.find((one) => one.key === key)
    scope = task?.component
  }
  return task
}

