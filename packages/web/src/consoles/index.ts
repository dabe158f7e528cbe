export const ConsoleDock = () => null
export const ConsolePage = () => null
