/** A browser that uses the interface as people do; what its console complains about fails the test. */
import assert from 'node:assert/strict'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { password, type Product } from '../product.ts'
import { until } from '../until.ts'

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Workers of a page take no exception from the context.
      '--ignore-certificate-errors',
    ],
  })

export interface LookOptions {
  /** A small screen with touch. */
  readonly phone?: boolean
  readonly dark?: boolean
  /** Panels slide and colours fade, as for most people; otherwise nothing moves, which is quicker. */
  readonly motion?: boolean
  readonly locale?: 'en-US' | 'de-DE'
  /** Where to begin. */
  readonly path?: string
  readonly username?: string
  /** What the app shows, of whoever has a second factor. */
  readonly code?: () => string
}

export interface LoggedIn {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors, exceptions and violations of the content security policy so far. */
  readonly complaints: readonly string[]
  /** To be called last: fails on complaints, but for those that fit, and closes the page. */
  done(...expected: readonly RegExp[]): Promise<void>
}

/** Guests that start and end change the machine's networks, at which Chromium drops what it is about. */
const fromTheMachine = /net::ERR_NETWORK_CHANGED/

/** Generous: machines that test are slow and busy. */
const longMs = 30_000

/** Opens the product in a browser of its own kind and logs in. */
export async function loginPage(
  browser: Browser,
  product: Pick<Product, 'url'>,
  { phone = false, dark = true, motion = false, locale = 'en-US', path = '/', username = 'root', code }: LookOptions = {},
): Promise<LoggedIn> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    hasTouch: phone,
    isMobile: phone,
    colorScheme: dark ? 'dark' : 'light',
    locale,
    reducedMotion: motion ? 'no-preference' : 'reduce',
  })
  context.setDefaultTimeout(longMs)
  const complaints: string[] = []
  const listen = (page: Page) => {
    page.on('console', message => void (message.type() === 'error' && complaints.push(`${message.text()} (${message.location().url})`)))
    page.on('pageerror', error => void complaints.push(error.stack ?? error.message))
  }
  context.on('page', listen)
  const page = await context.newPage()
  await until('the login is there', async () => {
    await page.goto(`${product.url}${path}`)
    await page.waitForSelector('input[name=username]', { timeout: 10_000 })
    return true
  })
  await page.fill('input[name=username]', username)
  await page.fill('input[name=password]', password)
  await page.keyboard.press('Enter')
  await page.locator('input[name=password]').waitFor({ state: 'detached' })
  if (code) await page.locator('input[autocomplete=one-time-code]').fill(code())
  await page.waitForSelector('main')
  return {
    page,
    context,
    complaints,
    async done(...expected) {
      await context.close()
      const unexpected = complaints.filter(complaint => ![fromTheMachine, ...expected].some(pattern => pattern.test(complaint)))
      assert.deepEqual(unexpected, [], 'the browser’s console complains')
    },
  }
}
