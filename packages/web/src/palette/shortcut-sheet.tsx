export const ShortcutSheet = () => null
