/** Python's proxmoxer, as Debian ships it, against the product. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { password, Product } from '../../product.ts'
import { testSteps } from './steps.ts'

const product = new Product()
const scratch = mkdtempSync(join(tmpdir(), 'quorate-proxmoxer-'))
const library = '/usr/lib/python3/dist-packages/proxmoxer'

before(async () => {
  await product.start()
  await product.login()
})
after(async () => {
  rmSync(scratch, { recursive: true })
  await product.destroy()
})

test('proxmoxer', async t => {
  if (!existsSync(library)) return t.skip('the Debian package python3-proxmoxer is not installed')
  const program = join(import.meta.dirname, 'proxmoxer_flow.py')
  await testSteps(t, '/usr/bin/python3', [program, `127.0.0.1:${product.port}`, product.node, scratch], { PASSWORD: password })
})
