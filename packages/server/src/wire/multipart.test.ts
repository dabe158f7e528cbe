import assert from 'node:assert/strict'
import { test } from 'node:test'
import { multipartBoundary, MultipartParser } from './multipart.ts'

function parse(text: string, chunk: number): { parts: { name: string; filename?: string; text: string }[]; done: boolean } {
  const parser = new MultipartParser('b1')
  const parts: { name: string; filename?: string; text: string }[] = []
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += chunk) {
    for (const event of parser.push(bytes.subarray(at, at + chunk))) {
      const last = parts.at(-1)
      if (event.kind === 'part') parts.push({ ...event.head, text: '' })
      else if (event.kind === 'data' && last) last.text += event.data.toString()
    }
  }
  return { parts, done: parser.done }
}

const body = [
  'preamble\r\n--b1\r\nContent-Disposition: form-data; name="content"\r\n\r\niso\r\n',
  '--b1\r\ncontent-type: text/plain\r\nCONTENT-DISPOSITION: form-data; filename="a \\"b\\".iso"; name=file\r\n\r\n\r\n--b\r\n--b1x\r\n'.replace(
    '--b1x',
    '--bx1',
  ),
  '\r\n--b1\r\nContent-Disposition: form-data; name="empty"\r\n\r\n\r\n--b1--\r\nepilogue',
].join('')

test('a body is taken apart the same however it is cut', () => {
  for (let chunk = 1; chunk <= body.length; chunk++) {
    assert.deepEqual(parse(body, chunk), {
      parts: [
        { name: 'content', text: 'iso' },
        { name: 'file', filename: 'a "b".iso', text: '\r\n--b\r\n--bx1\r\n' },
        { name: 'empty', text: '' },
      ],
      done: true,
    })
  }
})

test('a delimiter followed by something else is damage', () => {
  assert.throws(() => parse('--b1zz', 10), /delimiter/)
})

test('the boundary is found in the forms that clients write it', () => {
  assert.equal(multipartBoundary('multipart/form-data; boundary=abc'), 'abc')
  assert.equal(multipartBoundary('Multipart/Form-Data; charset=utf-8; boundary="a b;c"'), 'a b;c')
  assert.equal(multipartBoundary('multipart/form-data'), undefined)
  assert.equal(multipartBoundary('application/json; boundary=abc'), undefined)
})
