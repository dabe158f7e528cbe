import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'

const quietMs = 400
const longMs = 60_000
/** A main thread that worked less than this meanwhile has nothing to do. */
const nothingMs = 2

/** A page in a browser context of its own, logged in, whose main thread's CPU time is read. */
export class MeasuredPage implements AsyncDisposable {
  readonly page: Page
  readonly #context: BrowserContext
  readonly #cdp: CDPSession

  private constructor(page: Page, context: BrowserContext, cdp: CDPSession) {
    this.page = page
    this.#context = context
    this.#cdp = cdp
  }

  static async open(browser: Browser, url: string): Promise<MeasuredPage> {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 }, colorScheme: 'dark' })
    context.setDefaultTimeout(longMs)
    await context.addCookies([{ name: '__Host-PVEAuthCookie', value: 'fake', url, secure: true, httpOnly: true }])
    const page = await context.newPage()
    // A file of the same server: the renderer is there already when the interface is opened.
    await page.goto(`${url}/icons/quorate-32.png`)
    const expire = Math.floor(Date.now() / 1000) + 7200
    const session = JSON.stringify({ user: 'root@pam', csrfToken: 'fake', expire })
    await page.evaluate(text => localStorage.setItem('quorate.session', text), session)
    const cdp = await context.newCDPSession(page)
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    return new MeasuredPage(page, context, cdp)
  }

  /** Milliseconds of CPU that an action costs until the page is quiet again. */
  async work(action: () => Promise<void>): Promise<number> {
    const before = await this.#worked()
    await action()
    await this.quiet()
    return (await this.#worked()) - before
  }

  /** Waits until the main thread has had next to nothing to do for a while. */
  async quiet(): Promise<void> {
    for (let last = await this.#worked(); ;) {
      await new Promise(resolve => setTimeout(resolve, quietMs))
      const now = await this.#worked()
      if (now - last < nothingMs) return
      last = now
    }
  }

  /** Opens an address and waits until an element is there and the page is quiet; answers milliseconds of CPU. */
  async load(address: string, element: string): Promise<number> {
    const before = await this.#worked()
    await this.page.goto(address, { waitUntil: 'commit' })
    // Looked for from outside and seldom: what waits inside the page would count as its work.
    const expression = `document.querySelector(${JSON.stringify(element)}) !== null`
    for (const until = Date.now() + longMs; Date.now() < until;) {
      await this.quiet()
      const after = await this.#worked()
      const { result } = await this.#cdp.send('Runtime.evaluate', { expression })
      if (result.value === true) return after - before
    }
    throw new Error(`${address} shows no ${element}`)
  }

  async #worked(): Promise<number> {
    const { metrics } = await this.#cdp.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close()
  }
}
