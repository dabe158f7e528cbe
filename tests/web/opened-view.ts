/** Goes from view to view inside one page, and waits until a part of each is there and has loaded. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Page } from 'playwright-core'

/** Nothing was asked of the server for so long: what a view needs is there. */
const quietMs = 60
const lookMs = 20
const longestMs = 30_000

/** Answers whether the part came and has loaded. */
export function openerOf(page: Page): (address: string, part: string) => Promise<boolean> {
  const asked = new Set<object>()
  let lastEnd = 0
  page.on('request', request => {
    if (request.resourceType() !== 'websocket') asked.add(request)
  })
  const ended = (request: object) => {
    if (asked.delete(request)) lastEnd = Date.now()
  }
  page.on('requestfinished', ended)
  page.on('requestfailed', ended)
  // An event stream never ends.
  page.on('response', response => response.headers()['content-type']?.startsWith('text/event-stream') && ended(response.request()))
  const loaded = (part: string) =>
    page.evaluate(
      wanted =>
        document.querySelector(`${wanted}:not([data-seen])`) !== null &&
        !['main', 'aside[aria-label=Panel]'].some(place => document.querySelector(place)?.textContent.includes('Loading…')),
      part,
    )
  return async (address, part) => {
    // The router follows the browser's history. Another panel is another element.
    await page.evaluate(to => {
      document.querySelector<HTMLElement>('aside[aria-label=Panel]')?.setAttribute('data-seen', '')
      history.pushState(null, '', to)
    }, address)
    await delay(quietMs)
    for (const end = Date.now() + longestMs; Date.now() < end;) {
      await delay(lookMs)
      if (asked.size === 0 && Date.now() - lastEnd >= quietMs && (await loaded(part))) return true
    }
    return false
  }
}
