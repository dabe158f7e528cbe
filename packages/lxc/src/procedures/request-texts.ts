import { lxcConfigKeys } from '@quorate/contract/lxc/config-keys'
import { configTextsOf, keysToTakeBackOf } from '@quorate/guest'

/** The config keys among decoded parameters, with the texts that a config holds. */
export const configTexts = configTextsOf(lxcConfigKeys, /^rootfs$|^(?:net|mp|unused)\d+$/)

/** Keys of a container to be deleted or reverted: refuses unknown ones and those that the caller may not set. */
export const keysToTakeBack = keysToTakeBackOf(lxcConfigKeys)
