module.exports = require("pollio/epoll");
