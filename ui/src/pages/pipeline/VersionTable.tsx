import type { PipelineVersion } from '../../api/types'
import { Chip } from '../../parts/basics'
import { Ago } from '../../parts/Clock'
import { links } from '../../router/route'

export function VersionTable({ versions, current }: { versions: readonly PipelineVersion[]; current: string }) {
  return (
    <table className="list">
      <thead>
        <tr>
          <th scope="col">Version</th>
          <th scope="col" className="right">
            Uploaded
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <tr key={version.pipeline_version_id}>
            <td>
              <a className="row-link" data-row href={links.pipeline(version.pipeline_id, version.pipeline_version_id, { tab: 'versions' })}>
                {version.display_name ?? version.name}
              </a>{' '}
              {version.pipeline_version_id === current && <Chip>shown</Chip>}
              {version.description && <span className="cell-sub">{version.description}</span>}
            </td>
            <td className="right soft">
              <Ago time={version.created_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
