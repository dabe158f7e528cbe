import assert from 'node:assert/strict'
import { test } from 'node:test'
import { curlLine, splitTokenId, terraformBlock } from './token-id.ts'

test('the name of a token is what follows the last exclamation mark', () => {
  assert.deepEqual(splitTokenId('o!dd@pve!ci'), { userid: 'o!dd@pve', tokenid: 'ci' })
  assert.deepEqual(splitTokenId('joe@pve'), { userid: 'joe@pve', tokenid: '' })
})

test('a token comes ready for curl and Terraform', () => {
  const use = { id: 'joe@pve!ci', secret: 's-1', origin: 'https://pve:8006' }
  assert.equal(curlLine(use), `curl -H 'Authorization: PVEAPIToken=joe@pve!ci=s-1' https://pve:8006/api2/json/version`)
  assert.match(terraformBlock(use), /endpoint {2}= "https:\/\/pve:8006\/"\n {2}api_token = "joe@pve!ci=s-1"/)
})
