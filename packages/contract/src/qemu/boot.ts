import { defaultKey, optional, propertyString, string } from '@quorate/schema'

export const bootOption = propertyString({
  legacy: defaultKey(optional(string({ default: 'cdn', pattern: '(?^:[acdn]{1,4})' }))),
  order: optional(string({ pattern: '(?^:[a-z]+[0-9]+(;[a-z]+[0-9]+)*)?' })),
})
