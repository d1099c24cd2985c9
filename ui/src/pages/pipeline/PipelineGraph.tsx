import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { getVersion } from '../../api/kfp'
import { getVersionGraph } from '../../api/penstock'
import type { PipelineVersion, StaticGraph } from '../../api/types'
import { GraphView } from '../../graph/GraphView'
import { buildScene } from '../../graph/scene'
import { useOpenScopes } from '../../graph/useOpenScopes'
import { Empty, Skeleton } from '../../parts/basics'

interface PipelineGraphProps {
  version: PipelineVersion
  node: string | undefined
  onSelect: (sid: string | undefined) => void
}

/** A version with its spec, which lists of versions leave out. */
export function useVersion(version: PipelineVersion | undefined) {
  return useQuery({
    queryKey: ['version', version?.pipeline_version_id],
    queryFn: () => getVersion(version?.pipeline_id ?? '', version?.pipeline_version_id ?? ''),
    enabled: version !== undefined,
    staleTime: Infinity,
  })
}

export function useVersionGraph(version: PipelineVersion) {
  return useQuery({
    queryKey: ['version-graph', version.pipeline_version_id],
    queryFn: () => getVersionGraph(version.pipeline_id, version.pipeline_version_id),
    staleTime: Infinity,
  })
}

export function PipelineGraph({ version, node, onSelect }: PipelineGraphProps) {
  const { data, error } = useVersionGraph(version)
  if (error && !data) {
    return (
      <Empty title="The graph cannot be read" icon="graph">
        <p>{error.message}</p>
      </Empty>
    )
  }
  if (!data) return <Skeleton rows={5} />
  if ((data.scopes[data.root]?.tasks ?? []).length === 0) return <Empty title="This pipeline has no steps" icon="graph" />
  return <Drawn graph={data} node={node} onSelect={onSelect} />
}

function Drawn({ graph, node, onSelect }: { graph: StaticGraph } & Omit<PipelineGraphProps, 'version'>) {
  const needed = useMemo(() => {
    const parts = (node ?? '').split('/')
    return parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join('/')).join('\n')
  }, [node])
  const { open, toggle } = useOpenScopes(graph, needed)
  const scene = useMemo(() => buildScene(graph, open), [graph, open])
  return <GraphView label="Graph of the pipeline" scene={scene} instances={undefined} selected={node} onSelect={onSelect} onToggle={toggle} />
}
