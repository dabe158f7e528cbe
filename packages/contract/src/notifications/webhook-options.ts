import { array, boolean, optional, string } from '@quorate/schema'

export const webhookOptions = {
  body: optional(string({ description: 'Template of the body, base64.' })),
  comment: optional(string({ description: 'Free text.' })),
  disable: optional(boolean({ description: 'Switched off: kept, but not used.', default: false })),
  header: optional(array(string(), { description: 'Header to send: name and base64 value.' })),
  secret: optional(array(string(), { description: 'Secret for the templates: name and base64 value.' })),
}
