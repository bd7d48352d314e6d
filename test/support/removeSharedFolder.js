module.exports = require("./sharedFolder").remove;
