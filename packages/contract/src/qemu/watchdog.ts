import { defaultKey, optional, propertyString, string } from '@quorate/schema'

export const watchdogOption = propertyString({
  model: defaultKey(optional(string({ default: 'i6300esb', enum: ['i6300esb', 'ib700'] }))),
  action: optional(string({ enum: ['reset', 'shutdown', 'poweroff', 'pause', 'debug', 'none'] })),
})
