/** A furnished product and a browser for the tests of one file. */
import { after, before } from 'node:test'
import type { Browser } from 'playwright-core'
import { Product } from '../product.ts'
import { openBrowser } from './browser.ts'
import { furnish, type Furnishing } from './furnish.ts'

export interface Furnished {
  readonly product: Product
  /** There once tests run. */
  readonly furnishing: Furnishing
  readonly browser: Browser
}

/** To be called where a file begins: starts everything before its tests, and ends it after them. */
export function furnished(): Furnished {
  const product = new Product()
  const one: { product: Product; furnishing?: Furnishing; browser?: Browser } = { product }
  before(async () => {
    await product.start()
    await product.login()
    one.furnishing = await furnish(product)
    one.browser = await openBrowser()
  })
  after(async () => {
    await one.browser?.close()
    await product.destroy()
  })
  return one as Furnished
}
