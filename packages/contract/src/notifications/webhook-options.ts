import { array, boolean, optional, string } from '@quorate/schema'

export const webhookOptions = {
  body: optional(string()),
  comment: optional(string()),
  disable: optional(boolean({ default: false })),
  header: optional(array(string())),
  secret: optional(array(string())),
}
