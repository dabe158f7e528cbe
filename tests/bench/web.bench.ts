// The web interface with 10,000 guests in 32 nodes, in headless Chromium: CPU time of the page's main thread, bytes, and
// the time from an event to the screen, also of the real product.
import type { Browser } from 'playwright-core'
import { Product } from '../product.ts'
import { loginPage, openBrowser } from '../web/browser.ts'
import { FakeProduct } from '../web/fake/fake-product.ts'
import { firstLoad } from '../web/first-load.ts'
import { CountingRelay } from './counting-relay.ts'
import { MeasuredPage } from './measured-page.ts'
import { median, Verdicts } from './verdicts.ts'

const guests = 10_000
const rounds = 5
const renames = 9
const frames = 60
const idleMs = 60_000
const everyMs = 10_000

const verdicts = new Verdicts()
const best = (values: readonly number[]) => Math.min(...values)
const firstRow = '[role=grid] [role=row][aria-rowindex="2"]'
const field = 'input[role=combobox]'

interface Round {
  readonly load: number
  readonly floor: number
  readonly filter: number
  readonly push: number
  readonly frame: number
}

/** A fixed piece of work, which tells how fast this machine is just now. */
function knownWork(): void {
  const rows = Array.from({ length: 2000 }, (_, at) => ({ at, text: `text ${at}`, flag: true }))
  for (let at = 0; at < 40; at += 1) JSON.parse(JSON.stringify(rows))
}

/** As a strong push of a finger does: 3,000 pixels a second. */
async function scrollBy(frames: number): Promise<void> {
  const grid = document.querySelector('[role=grid]')
  for (let at = 0; at < frames; at += 1) {
    grid?.scrollBy(0, 50)
    await new Promise(resolve => requestAnimationFrame(resolve))
  }
}

async function measure(browser: Browser, product: FakeProduct): Promise<Round> {
  await using measured = await MeasuredPage.open(browser, product.url)
  const { page } = measured
  const load = await measured.load(`${product.url}/guests`, firstRow)
  const floor = await measured.work(() => page.evaluate(knownWork))
  await page.locator(field).focus()
  await measured.quiet()
  const filter = await measured.work(() => page.keyboard.type('db-1', { delay: 100 }))
  await page.locator(field).fill('')
  await measured.quiet()
  const push = await measured.work(() => Promise.resolve(product.switchGuests(1000)))
  const scroll = await measured.work(() => page.evaluate(scrollBy, frames))
  return { load, floor, filter, push, frame: scroll / frames }
}

/** Bytes in a minute in which nothing happens but measurements, every ten seconds; beside those of the load before. */
async function idleBytes(browser: Browser, product: FakeProduct): Promise<{ readonly idle: number; readonly load: number }> {
  using relay = await CountingRelay.before(product.port)
  await using measured = await MeasuredPage.open(browser, relay.url)
  await measured.load(`${relay.url}/guests`, firstRow)
  const load = relay.bytes
  const timer = setInterval(() => product.measure(), everyMs)
  await new Promise(resolve => setTimeout(resolve, idleMs))
  clearInterval(timer)
  return { idle: relay.bytes - load, load }
}

/** Milliseconds from `begin`, called here, until a text is on the screen: in the page, and in a frame that was drawn. */
async function untilPainted(measured: Pick<MeasuredPage, 'page'>, text: string, begin: () => unknown): Promise<number> {
  const painted = measured.page.evaluate(
    wanted =>
      new Promise<number>(resolve => {
        const look = () => {
          if (!document.body.textContent.includes(wanted)) return requestAnimationFrame(look)
          return requestAnimationFrame(() => setTimeout(() => resolve(Date.now())))
        }
        look()
      }),
    text,
  )
  const begun = Date.now()
  await begin()
  return (await painted) - begun
}

async function eventsToPixels(browser: Browser, product: FakeProduct): Promise<number[]> {
  await using measured = await MeasuredPage.open(browser, product.url)
  await measured.load(`${product.url}/guests`, firstRow)
  const times: number[] = []
  for (let at = 0; at < renames; at += 1) {
    const row = product.datacenter.guests.get(101)
    if (!row) throw new Error('the datacenter has no guest 101')
    times.push(await untilPainted(measured, `renamed-${at}`, () => product.change({ ...row, name: `renamed-${at}` })))
  }
  return times
}

/** The same with everything real: a rename by the API until the list of a browser shows it. */
async function productToPixels(browser: Browser): Promise<number[]> {
  const product = new Product()
  await product.start()
  try {
    await product.login()
    await product.task('POST', `/nodes/${product.node}/qemu`, { vmid: 100, name: 'begin', memory: 64 })
    const { page, done } = await loginPage(browser, product, { path: '/guests', motion: true })
    await page.getByText('begin').first().waitFor()
    const times: number[] = []
    for (let at = 0; at < renames; at += 1) {
      const rename = () => product.ok('PUT', `/nodes/${product.node}/qemu/100/config`, { name: `renamed-${at}` })
      times.push(await untilPainted({ page }, `renamed-${at}`, rename))
    }
    await done()
    return times
  } finally {
    await product.destroy()
  }
}

const browser = await openBrowser()
try {
  await using product = new FakeProduct({ guests, nodes: 32 })
  await product.start()
  const { idle, load } = await idleBytes(browser, product)
  verdicts.judge({
    what: 'a minute of an idle tab on 10,000 guests',
    value: idle / 1000,
    unit: 'kB',
    floor: { name: 'the load of the same page', value: load / 1000 },
    budget: { atMost: 20 },
  })
  const measured: Round[] = []
  for (let round = 0; round < rounds; round += 1) measured.push(await measure(browser, product))
  const known = { name: 'a known piece of work', value: best(measured.map(({ floor }) => floor)) }
  const cpu = (what: string, key: keyof Round, atMost: number) =>
    verdicts.judge({ what, value: best(measured.map(round => round[key])), unit: 'ms of CPU', floor: known, budget: { atMost } })

  const files = firstLoad()
  verdicts.judge({
    what: 'first load of the web interface, overview and list of guests, Brotli',
    value: files.reduce((sum, { bytes }) => sum + bytes, 0) / 1000,
    unit: 'kB',
    floor: { name: 'its largest file, the frame', value: (files[0]?.bytes ?? 0) / 1000 },
    budget: { atMost: 200 },
  })
  cpu('10,000 guests in 32 nodes: from the address to a usable list', 'load', 400)
  cpu('a filter typed over 10,000 guests', 'filter', 80)
  cpu('1,000 guests that change at once', 'push', 60)
  cpu('one frame of scrolling', 'frame', 12)
  verdicts.judge({
    what: 'an event until it is on the screen, 10,000 guests',
    value: median(await eventsToPixels(browser, product)),
    unit: 'ms',
    floor: { name: 'a frame', value: 1000 / 60 },
    budget: { atMost: 500 },
  })
  verdicts.judge({
    what: 'a rename by the API until a browser shows it, the real product',
    value: median(await productToPixels(browser)),
    unit: 'ms',
    floor: { name: 'a frame', value: 1000 / 60 },
    budget: { atMost: 500 },
  })
} finally {
  await browser.close()
}
verdicts.exit()
