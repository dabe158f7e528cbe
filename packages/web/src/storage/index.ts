export const StoragesPage = () => null
export const StoragePage = () => null
