export { ConsoleDock } from './dock/console-dock.tsx'
export { ConsoleMenu } from './console-menu.tsx'
export { ConsolePage } from './console-page.tsx'
export { GuestConsole } from './guest-console.tsx'
