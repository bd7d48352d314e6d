module.exports = sharedRequire("@npmcli/arborist");
