module.exports = sharedRequire("typescript");
