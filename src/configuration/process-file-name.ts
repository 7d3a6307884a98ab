const NAMES = /^(?:ecosystem|pm2)(?:\.\w+)*\.(?:c?js|json)$/i;

/** pm2's process file: it states pm2's own settings and the command lines of what pm2 starts (pm2 docs, "Ecosystem File"). */
export const isProcessFile = (fileName: string): boolean => NAMES.test(fileName);
