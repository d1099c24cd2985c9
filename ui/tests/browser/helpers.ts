import { readFileSync } from 'node:fs'
import { test as base, expect, type Locator, type Page } from '@playwright/test'

/** Page objects: they know the pages, not the server, and serve against the mock and a real server alike. */
export class Penstock {
  readonly page: Page
  readonly url: string

  constructor(page: Page, url: string) {
    this.page = page
    this.url = url.replace(/\/$/, '')
  }

  async open(hash: string): Promise<void> {
    await this.page.goto(`${this.url}/${hash}`)
    await expect(this.page.locator('h1')).toBeVisible()
  }

  get title(): Locator {
    return this.page.locator('h1')
  }

  runRow(name: string): Locator {
    return this.page.getByTestId('table-row').filter({ hasText: name })
  }

  /** The state shown at the head of the run page. */
  get runState(): Locator {
    return this.page.locator('.page-title-row .state-badge')
  }

  node(sid: string): Locator {
    return this.page.locator(`[data-sid="${sid}"]`)
  }

  selectNode(sid: string): Promise<void> {
    return this.node(sid).locator('.node-main').click()
  }

  get panel(): Locator {
    return this.page.getByRole('complementary', { name: 'Step' })
  }

  panelTab(name: string): Locator {
    return this.panel.getByRole('tab', { name })
  }

  tab(name: string): Locator {
    return this.page.getByRole('tablist').first().getByRole('tab', { name })
  }

  get log(): Locator {
    return this.page.locator('#logViewer')
  }

  stepRow(path: string): Locator {
    return this.page.locator(`tr[data-path="${path}"]`)
  }

  /** Waits until the page's stream is open. */
  async live(): Promise<void> {
    await expect(this.page.locator('[data-freshness=live]').first()).toBeVisible()
  }
}

const axeSource = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

export interface Violation {
  id: string
  help: string
  nodes: { target: string[]; failureSummary?: string }[]
}

/** Accessibility faults of the page as it stands. */
export async function violations(page: Page): Promise<Violation[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (context: Document, options: object) => Promise<{ violations: Violation[] }> } }
    const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    return found.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.map(({ target, failureSummary }) => ({ target, ...(failureSummary ? { failureSummary } : {}) })),
    }))
  })
}

export { base, expect }
