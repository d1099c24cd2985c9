import { useState } from 'react'
import { apiUrl } from '../../api/client'
import { Button, Empty, LinkButton, Snippet } from '../../parts/basics'
import { Tabs } from '../../parts/Tabs'
import { links } from '../../router/route'

const host = () => apiUrl('').replace(/\/$/, '')

const python = () => `# pip install kfp
from kfp import Client, dsl

@dsl.component
def say_hello(name: str) -> str:
    return f"Hello {name}"

@dsl.pipeline
def hello(name: str = "world"):
    say_hello(name=name)

client = Client(host="${host()}")
client.create_run_from_pipeline_func(hello, arguments={"name": "you"})`

const shell = () => `# compile with:  kfp dsl compile --py hello.py --output hello.yaml
./penstock run hello.yaml -p name=you --server ${host()}`

interface RunsEmptyProps {
  filtered: boolean
  archived: boolean
  onClear: () => void
}

export function RunsEmpty({ filtered, archived, onClear }: RunsEmptyProps) {
  if (filtered) {
    return (
      <Empty title="No run matches" icon="search">
        <p>Nothing here fits this search and these states.</p>
        <Button onClick={onClear}>Clear the filters</Button>
      </Empty>
    )
  }
  if (archived) {
    return (
      <Empty title="Nothing archived" icon="archive">
        <p>Archived runs leave the list but keep their steps, logs and artifacts. They wait here.</p>
      </Empty>
    )
  }
  return <FirstRun />
}

/** The next command to copy, with this server's own address in it. */
export function FirstRun() {
  const [tab, setTab] = useState<'python' | 'shell'>('python')
  return (
    <Empty title="No runs yet" icon="play">
      <p>Start one from Python, from the shell, or upload a compiled pipeline. It appears here by itself.</p>
      <Tabs
        tabs={[
          { id: 'python', label: 'Python' },
          { id: 'shell', label: 'Shell' },
        ]}
        current={tab}
        label="Ways to start a run"
        onSelect={setTab}
        className="first-run"
      >
        <Snippet code={tab === 'python' ? python() : shell()} label={tab === 'python' ? 'Python code' : 'shell commands'} />
      </Tabs>
      <LinkButton href={links.upload()} icon="upload">
        Upload a pipeline
      </LinkButton>
    </Empty>
  )
}
