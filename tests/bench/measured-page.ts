import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'

/** Milliseconds that the renderer's main thread worked, in all, in scripts, and for styles and layout. */
export interface Work {
  readonly all: number
  readonly script: number
  readonly look: number
}

const quietMs = 400
const longMs = 60_000

/** A page in a browser of its own kind, logged in, whose main thread's CPU time is read. */
export class MeasuredPage implements AsyncDisposable {
  readonly page: Page
  readonly #context: BrowserContext
  readonly #cdp: CDPSession

  private constructor(page: Page, context: BrowserContext, cdp: CDPSession) {
    this.page = page
    this.#context = context
    this.#cdp = cdp
  }

  /** `token`: what goes with writing methods; the ticket lies in the cookie. */
  static async open(browser: Browser, url: string, ticket: string, token = 'fake'): Promise<MeasuredPage> {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 }, colorScheme: 'dark' })
    context.setDefaultTimeout(longMs)
    await context.addCookies([{ name: '__Host-PVEAuthCookie', value: encodeURIComponent(ticket), url, secure: true, httpOnly: true }])
    const expire = Math.floor(Date.now() / 1000) + 7200
    const session = JSON.stringify({ user: 'root@pam', csrfToken: token, expire })
    const page = await context.newPage()
    // A file of the same server: the renderer is there already when the interface is opened.
    await page.goto(`${url}/icons/quorate.svg`)
    await page.evaluate(text => localStorage.setItem('quorate.session', text), session)
    const cdp = await context.newCDPSession(page)
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    await cdp.send('Network.enable')
    return new MeasuredPage(page, context, cdp)
  }

  async #work(): Promise<Work> {
    const { metrics } = await this.#cdp.send('Performance.getMetrics')
    const ms = (name: string) => (metrics.find(metric => metric.name === name)?.value ?? 0) * 1000
    return { all: ms('TaskDuration'), script: ms('ScriptDuration'), look: ms('LayoutDuration') + ms('RecalcStyleDuration') }
  }

  /** What an action costs until the page is quiet again. */
  async work(action: () => Promise<void>): Promise<Work> {
    const before = await this.#work()
    await action()
    await this.quiet()
    const after = await this.#work()
    return { all: after.all - before.all, script: after.script - before.script, look: after.look - before.look }
  }

  /** Waits until the main thread has had next to nothing to do for a while. */
  async quiet(): Promise<void> {
    for (let last = await this.#work(); ;) {
      await new Promise(resolve => setTimeout(resolve, quietMs))
      const now = await this.#work()
      if (now.all - last.all < 2) return
      last = now
    }
  }

  /** Bytes that came over the network for a page and all it loads, counted until it is quiet. */
  async bytes(action: () => Promise<void>): Promise<number> {
    let sum = 0
    const count = ({ encodedDataLength }: { encodedDataLength: number }) => void (sum += encodedDataLength)
    this.#cdp.on('Network.loadingFinished', count)
    await action()
    this.#cdp.off('Network.loadingFinished', count)
    return sum
  }

  get cdp(): CDPSession {
    return this.#cdp
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close()
  }
}
