import { Empty, LinkButton } from '../parts/basics'
import { PageHead } from '../parts/page'
import { links } from '../router/route'
import { FirstRun } from './runs/RunsEmpty'

export function StartPage() {
  return (
    <div className="page">
      <PageHead title="Getting started" />
      <FirstRun />
    </div>
  )
}

/** A page that KFP's links know and this version doesn't have. Saying so beats a blank page. */
export function LaterPage({ name }: { name: string }) {
  return (
    <div className="page">
      <PageHead title={name} />
      <Empty title="Not in this version" icon="info">
        <p>{name} can’t be shown here yet. The API and the kfp SDK may still offer it.</p>
        <LinkButton href={links.runs()}>Go to the runs</LinkButton>
      </Empty>
    </div>
  )
}

export function NotFoundPage({ path }: { path: string }) {
  return (
    <div className="page">
      <PageHead title="No such page" />
      <Empty title="Nothing lives at this address" icon="search">
        <p>
          <code>#{path}</code> is not a page of Penstock. Links that the kfp SDK prints look like{' '}
          <code>#/runs/details/…</code>.
        </p>
        <LinkButton href={links.runs()}>Go to the runs</LinkButton>
      </Empty>
    </div>
  )
}
