import type { Plugin } from 'vite'

/** Tells Chromium to compile all of the frame while it arrives, beside the main thread, and not function by function on it. */
export function compileHint(): Plugin {
  return {
    name: 'quorate:compile-hint',
    apply: 'build',
    generateBundle: {
      // It counts only as the first thing in the file.
      order: 'post',
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle))
          if (chunk.type === 'chunk' && chunk.name === 'frame') chunk.code = `//# allFunctionsCalledOnLoad\n${chunk.code}`
      },
    },
  }
}
