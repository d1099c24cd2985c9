import { useMemo } from 'react'
import type { RerunPreview, RerunStep } from '../../api/types'
import { formatCount, plural } from '../../lib/text'
import { Icon, type IconName } from '../../parts/Icon'

const LOOKS: Record<RerunStep['action'], { label: string; tone: string; icon: IconName; rank: number }> = {
  RUN: { label: 'runs', tone: 'running', icon: 'play', rank: 0 },
  REMOVED: { label: 'removed', tone: 'canceled', icon: 'minus', rank: 1 },
  REUSE: { label: 'reused', tone: 'succeeded', icon: 'restore', rank: 2 },
}
const MOST_SHOWN = 500

/** Every step with what would become of it and why; what would run comes first. */
export function RerunPreviewTable({ preview, dimmed }: { preview: RerunPreview; dimmed: boolean }) {
  const steps = useMemo(() => (preview.tasks ?? []).toSorted((a, b) => LOOKS[a.action].rank - LOOKS[b.action].rank), [preview])
  const toRun = preview.to_run ?? steps.filter((step) => step.action === 'RUN').length
  const reused = preview.reused ?? steps.filter((step) => step.action === 'REUSE').length
  return (
    <>
      <p className="rerun-summary" role="status">
        <b>{formatCount(toRun)}</b> to run · <b>{formatCount(reused)}</b> reused
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard */}
      <div className="rerun-table" tabIndex={0} role="region" aria-label="Steps of the re-run">
        <table className={dimmed ? 'dimmed' : ''}>
          <thead>
            <tr>
              <th scope="col">Step</th>
              <th scope="col">Becomes</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {steps.slice(0, MOST_SHOWN).map((step) => {
              const look = LOOKS[step.action]
              return (
                <tr key={step.path} data-path={step.path} data-action={step.action}>
                  <th scope="row" title={step.path}>
                    {step.display_name || step.path}
                  </th>
                  <td className={`tone-text tone-${look.tone}`}>
                    <span className="with-icon">
                      <Icon name={look.icon} size={14} /> {look.label}
                    </span>
                  </td>
                  <td className="soft">{step.reason}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
        {steps.length > MOST_SHOWN && <p className="chart-note">{plural(steps.length - MOST_SHOWN, 'more step')} not shown.</p>}
      </div>
    </>
  )
}
