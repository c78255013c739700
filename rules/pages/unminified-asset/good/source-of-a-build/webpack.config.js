module.exports = { entry: './app/static/src/app.js' };
