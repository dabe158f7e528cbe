/** What axe finds fault with on a page, and what makes it go sideways. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setTimeout as delay } from 'node:timers/promises'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'

const settleMs = 500

/** Makes axe known to a page. */
export const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds fault with in a part of the page: rule, element, explanation. `rules`: these alone. */
async function faultsNow(page: Page, part: string, rules?: readonly string[]): Promise<readonly string[]> {
  const options = { resultTypes: ['violations'], preload: false, ...(rules && { runOnly: rules }) }
  const { violations } = (await page.evaluate(`axe.run(${JSON.stringify(part)}, ${JSON.stringify(options)})`)) as axe.AxeResults
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, failureSummary }) => `${id}: ${target.join(' ')} ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  )
}

/** What is still so when it is looked at again: a busy machine is seen between two states. */
export async function faults(page: Page, part: string, rules?: readonly string[]): Promise<readonly string[]> {
  if ((await faultsNow(page, part, rules)).length === 0) return []
  await delay(settleMs)
  return await faultsNow(page, part, rules)
}

/** Until it is drawn. The page is to be in reduced motion: colours that are on their way are nobody's. */
export const setTheme = (page: Page, theme: string) =>
  page.evaluate(async given => {
    document.documentElement.dataset.theme = given
    await new Promise(requestAnimationFrame)
    if (document.getAnimations().length > 0) throw new Error('the theme is still on its way')
  }, theme)

/** What is wider than the screen makes the page go sideways. */
export const tooWide = (page: Page) =>
  page.evaluate(() => {
    const wide = [document.documentElement, ...document.querySelectorAll('main, aside')].filter(
      element => element.scrollWidth > element.clientWidth && getComputedStyle(element).overflowX !== 'hidden',
    )
    return wide.map(element => `scrolls sideways: <${element.localName}> ${element.scrollWidth} > ${element.clientWidth}`)
  })
