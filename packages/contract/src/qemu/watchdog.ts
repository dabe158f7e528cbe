import { defaultKey, optional, propertyString, string } from '@quorate/schema'

export const watchdogOption = propertyString({
  model: defaultKey(optional(string({ description: 'Model.', default: 'i6300esb', enum: ['i6300esb', 'ib700'] }))),
  action: optional(
    string({ description: 'What happens when the guest hangs.', enum: ['reset', 'shutdown', 'poweroff', 'pause', 'debug', 'none'] }),
  ),
})
