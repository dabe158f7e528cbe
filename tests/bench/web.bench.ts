// The web interface with 10,000 guests in 32 nodes, in headless Chromium: CPU time of its main thread.
import { openBrowser } from '../web/browser.ts'
import { FakeProduct } from '../web/fake/fake-product.ts'
import { MeasuredPage, type Work } from './measured-page.ts'
import { median } from './verdicts.ts'

const guests = 10_000
await using product = new FakeProduct({ guests, nodes: 32 })
await product.start()
const browser = await openBrowser()
const show = (what: string, works: Work[]) =>
  console.log(
    what,
    works.map(w => `${w.all.toFixed(0)} (script ${w.script.toFixed(0)}, look ${w.look.toFixed(0)})`).join(', '),
    'best',
    Math.min(...works.map(w => w.all)).toFixed(1),
    'median',
    median(works.map(w => w.all)).toFixed(1),
  )

const row = '[role=grid] [role=row][aria-rowindex="2"]'
const loads: Work[] = []
const floors: Work[] = []
const filters: Work[] = []
const pushes: Work[] = []
const frames: Work[] = []
const numbers: Work[] = []
for (let round = 0; round < Number(process.env.ROUNDS ?? 3); round += 1) {
  await using measured = await MeasuredPage.open(browser, product.url, 'fake')
  const { page } = measured
  loads.push(
    await measured.work(async () => {
      await page.goto(`${product.url}/guests`)
      await page.waitForSelector(row)
    }),
  )
  floors.push(
    await measured.work(() =>
      page.evaluate(() => {
        let sum = 0
        for (let at = 0; at < 40; at += 1)
          sum += JSON.stringify(
            JSON.parse(JSON.stringify(Array.from({ length: 2000 }, (_, i) => ({ i, text: `text ${i}`, flag: true })))),
          ).length
        return void sum
      }),
    ),
  )
  filters.push(await measured.work(async () => page.locator('input[type=search]').pressSequentially('db-1', { delay: 120 })))
  await page.locator('input[type=search]').fill('')
  await measured.quiet()
  pushes.push(await measured.work(async () => product.switchGuests(1000)))
  numbers.push(await measured.work(async () => product.measure()))
  const box = await page.locator('[role=grid]').boundingBox()
  await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200)
  const drawn = 60
  const scroll = await measured.work(async () => {
    await page.evaluate(async frames => {
      const grid = document.querySelector('[role=grid]')
      for (let at = 0; at < frames; at += 1) {
        grid!.scrollTop += 100
        await new Promise(resolve => requestAnimationFrame(resolve))
      }
    }, drawn)
  })
  frames.push({ all: scroll.all / drawn, script: scroll.script / drawn, look: scroll.look / drawn })
}
show('load', loads)
show('floor', floors)
show('filter', filters)
show('push', pushes)
show('numbers', numbers)
show('frame', frames)
await browser.close()
process.exit(0)
