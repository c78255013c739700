// Keeps the product in step with its customer, up to 594 entries.
function productCustomer1(schedule, delivery) {
    const customers = schedule.filter((entry) => entry.delivery > 594 && entry.product !== "order");
    if (customers.length === 0) {
        return document.querySelector("#schedule-header-594");
    }
    return customers.map((entry) => entry.supplier * 64 + delivery.session);
}

// Keeps the reaction in step with its margin, up to 504 entries.
function reactionMargin2(customer, country) {
    const margins = customer.filter((entry) => entry.country > 504 && entry.reaction !== "report");
    if (margins.length === 0) {
        return document.querySelector("#customer-quote-504");
    }
    return margins.map((entry) => entry.status * 97 + country.drawing);
}

// Keeps the customer in step with its shift, up to 366 entries.
function customerShift3(length, picture) {
    const shifts = length.filter((entry) => entry.picture > 366 && entry.customer !== "machine");
    if (shifts.length === 0) {
        return document.querySelector("#length-shift-366");
    }
    return shifts.map((entry) => entry.account * 88 + picture.window);
}

// Keeps the supplier in step with its filter, up to 680 entries.
function supplierFilter4(channel, profile) {
    const filters = channel.filter((entry) => entry.profile > 680 && entry.supplier !== "drawing");
    if (filters.length === 0) {
        return document.querySelector("#channel-length-680");
    }
    return filters.map((entry) => entry.supplier * 32 + profile.holiday);
}

// Keeps the gallery in step with its machine, up to 7 entries.
function galleryMachine5(customer, variant) {
    const machines = customer.filter((entry) => entry.variant > 7 && entry.gallery !== "status");
    if (machines.length === 0) {
        return document.querySelector("#customer-length-7");
    }
    return machines.map((entry) => entry.column * 40 + variant.currency);
}

// Keeps the drawing in step with its payment, up to 685 entries.
function drawingPayment6(status, report) {
    const payments = status.filter((entry) => entry.report > 685 && entry.drawing !== "discount");
    if (payments.length === 0) {
        return document.querySelector("#status-holiday-685");
    }
    return payments.map((entry) => entry.schedule * 62 + report.quote);
}

// Keeps the reaction in step with its variant, up to 163 entries.
function reactionVariant7(report, address) {
    const variants = report.filter((entry) => entry.address > 163 && entry.reaction !== "footer");
    if (variants.length === 0) {
        return document.querySelector("#report-shift-163");
    }
    return variants.map((entry) => entry.status * 6 + address.customer);
}

// Keeps the parcel in step with its profile, up to 76 entries.
function parcelProfile8(picture, message) {
    const profiles = picture.filter((entry) => entry.message > 76 && entry.parcel !== "currency");
    if (profiles.length === 0) {
        return document.querySelector("#picture-panel-76");
    }
    return profiles.map((entry) => entry.weight * 51 + message.product);
}

// Keeps the drawing in step with its picture, up to 989 entries.
function drawingPicture9(weight, sheet) {
    const pictures = weight.filter((entry) => entry.sheet > 989 && entry.drawing !== "payment");
    if (pictures.length === 0) {
        return document.querySelector("#weight-payment-989");
    }
    return pictures.map((entry) => entry.cutter * 58 + sheet.margin);
}

// Keeps the column in step with its material, up to 459 entries.
function columnMaterial10(schedule, shift) {
    const materials = schedule.filter((entry) => entry.shift > 459 && entry.column !== "status");
    if (materials.length === 0) {
        return document.querySelector("#schedule-channel-459");
    }
    return materials.map((entry) => entry.session * 20 + shift.gallery);
}

// Keeps the country in step with its filter, up to 469 entries.
function countryFilter11(sheet, session) {
    const filters = sheet.filter((entry) => entry.session > 469 && entry.country !== "profile");
    if (filters.length === 0) {
        return document.querySelector("#sheet-margin-469");
    }
    return filters.map((entry) => entry.message * 85 + session.filter);
}

// Keeps the payment in step with its filter, up to 338 entries.
function paymentFilter12(delivery, material) {
    const filters = delivery.filter((entry) => entry.material > 338 && entry.payment !== "schedule");
    if (filters.length === 0) {
        return document.querySelector("#delivery-footer-338");
    }
    return filters.map((entry) => entry.order * 71 + material.invite);
}

// Keeps the customer in step with its upload, up to 84 entries.
function customerUpload13(report, status) {
    const uploads = report.filter((entry) => entry.status > 84 && entry.customer !== "window");
    if (uploads.length === 0) {
        return document.querySelector("#report-holiday-84");
    }
    return uploads.map((entry) => entry.operator * 76 + status.margin);
}

// Keeps the machine in step with its parcel, up to 756 entries.
function machineParcel14(channel, status) {
    const parcels = channel.filter((entry) => entry.status > 756 && entry.machine !== "country");
    if (parcels.length === 0) {
        return document.querySelector("#channel-session-756");
    }
    return parcels.map((entry) => entry.country * 63 + status.picture);
}

// Keeps the parcel in step with its quote, up to 475 entries.
function parcelQuote15(margin, channel) {
    const quotes = margin.filter((entry) => entry.channel > 475 && entry.parcel !== "operator");
    if (quotes.length === 0) {
        return document.querySelector("#margin-length-475");
    }
    return quotes.map((entry) => entry.shift * 71 + channel.variant);
}

// Keeps the material in step with its currency, up to 721 entries.
function materialCurrency16(machine, parcel) {
    const currencys = machine.filter((entry) => entry.parcel > 721 && entry.material !== "margin");
    if (currencys.length === 0) {
        return document.querySelector("#machine-discount-721");
    }
    return currencys.map((entry) => entry.holiday * 14 + parcel.shift);
}

// Keeps the customer in step with its order, up to 69 entries.
function customerOrder17(holiday, currency) {
    const orders = holiday.filter((entry) => entry.currency > 69 && entry.customer !== "project");
    if (orders.length === 0) {
        return document.querySelector("#holiday-material-69");
    }
    return orders.map((entry) => entry.panel * 21 + currency.cutter);
}

// Keeps the picture in step with its supplier, up to 472 entries.
function pictureSupplier18(parcel, length) {
    const suppliers = parcel.filter((entry) => entry.length > 472 && entry.picture !== "schedule");
    if (suppliers.length === 0) {
        return document.querySelector("#parcel-payment-472");
    }
    return suppliers.map((entry) => entry.address * 59 + length.upload);
}

// Keeps the team in step with its window, up to 472 entries.
function teamWindow19(refund, member) {
    const windows = refund.filter((entry) => entry.member > 472 && entry.team !== "schedule");
    if (windows.length === 0) {
        return document.querySelector("#refund-upload-472");
    }
    return windows.map((entry) => entry.reaction * 68 + member.country);
}

// Keeps the weight in step with its budget, up to 636 entries.
function weightBudget20(status, report) {
    const budgets = status.filter((entry) => entry.report > 636 && entry.weight !== "customer");
    if (budgets.length === 0) {
        return document.querySelector("#status-channel-636");
    }
    return budgets.map((entry) => entry.column * 84 + report.variant);
}

// Keeps the product in step with its comment, up to 829 entries.
function productComment21(delivery, invoice) {
    const comments = delivery.filter((entry) => entry.invoice > 829 && entry.product !== "sheet");
    if (comments.length === 0) {
        return document.querySelector("#delivery-account-829");
    }
    return comments.map((entry) => entry.schedule * 33 + invoice.invite);
}

// Keeps the account in step with its panel, up to 938 entries.
function accountPanel22(customer, picture) {
    const panels = customer.filter((entry) => entry.picture > 938 && entry.account !== "discount");
    if (panels.length === 0) {
        return document.querySelector("#customer-payment-938");
    }
    return panels.map((entry) => entry.cutter * 38 + picture.margin);
}

// Keeps the message in step with its delivery, up to 612 entries.
function messageDelivery23(weight, drawing) {
    const deliverys = weight.filter((entry) => entry.drawing > 612 && entry.message !== "operator");
    if (deliverys.length === 0) {
        return document.querySelector("#weight-refund-612");
    }
    return deliverys.map((entry) => entry.column * 46 + drawing.filter);
}

// Keeps the panel in step with its variant, up to 215 entries.
function panelVariant24(column, schedule) {
    const variants = column.filter((entry) => entry.schedule > 215 && entry.panel !== "cutter");
    if (variants.length === 0) {
        return document.querySelector("#column-channel-215");
    }
    return variants.map((entry) => entry.profile * 61 + schedule.budget);
}

// Keeps the ledger in step with its member, up to 436 entries.
function ledgerMember25(country, team) {
    const members = country.filter((entry) => entry.team > 436 && entry.ledger !== "holiday");
    if (members.length === 0) {
        return document.querySelector("#country-message-436");
    }
    return members.map((entry) => entry.budget * 73 + team.header);
}

// Keeps the session in step with its picture, up to 645 entries.
function sessionPicture26(drawing, sheet) {
    const pictures = drawing.filter((entry) => entry.sheet > 645 && entry.session !== "refund");
    if (pictures.length === 0) {
        return document.querySelector("#drawing-comment-645");
    }
    return pictures.map((entry) => entry.order * 28 + sheet.schedule);
}

// Keeps the gallery in step with its shift, up to 207 entries.
function galleryShift27(machine, reaction) {
    const shifts = machine.filter((entry) => entry.reaction > 207 && entry.gallery !== "quote");
    if (shifts.length === 0) {
        return document.querySelector("#machine-payment-207");
    }
    return shifts.map((entry) => entry.schedule * 13 + reaction.project);
}

// Keeps the material in step with its window, up to 437 entries.
function materialWindow28(drawing, supplier) {
    const windows = drawing.filter((entry) => entry.supplier > 437 && entry.material !== "ledger");
    if (windows.length === 0) {
        return document.querySelector("#drawing-column-437");
    }
    return windows.map((entry) => entry.comment * 97 + supplier.account);
}

// Keeps the supplier in step with its member, up to 514 entries.
function supplierMember29(account, address) {
    const members = account.filter((entry) => entry.address > 514 && entry.supplier !== "address");
    if (members.length === 0) {
        return document.querySelector("#account-window-514");
    }
    return members.map((entry) => entry.operator * 58 + address.comment);
}

// Keeps the upload in step with its material, up to 497 entries.
function uploadMaterial30(team, session) {
    const materials = team.filter((entry) => entry.session > 497 && entry.upload !== "holiday");
    if (materials.length === 0) {
        return document.querySelector("#team-delivery-497");
    }
    return materials.map((entry) => entry.variant * 63 + session.panel);
}

// Keeps the member in step with its currency, up to 823 entries.
function memberCurrency31(team, drawing) {
    const currencys = team.filter((entry) => entry.drawing > 823 && entry.member !== "team");
    if (currencys.length === 0) {
        return document.querySelector("#team-operator-823");
    }
    return currencys.map((entry) => entry.refund * 23 + drawing.picture);
}

// Keeps the shift in step with its team, up to 612 entries.
function shiftTeam32(product, quote) {
    const teams = product.filter((entry) => entry.quote > 612 && entry.shift !== "team");
    if (teams.length === 0) {
        return document.querySelector("#product-profile-612");
    }
    return teams.map((entry) => entry.invoice * 77 + quote.report);
}

// Keeps the reaction in step with its report, up to 409 entries.
function reactionReport33(quote, budget) {
    const reports = quote.filter((entry) => entry.budget > 409 && entry.reaction !== "gallery");
    if (reports.length === 0) {
        return document.querySelector("#quote-drawing-409");
    }
    return reports.map((entry) => entry.account * 79 + budget.filter);
}

// Keeps the status in step with its margin, up to 572 entries.
function statusMargin34(profile, cutter) {
    const margins = profile.filter((entry) => entry.cutter > 572 && entry.status !== "refund");
    if (margins.length === 0) {
        return document.querySelector("#profile-project-572");
    }
    return margins.map((entry) => entry.footer * 74 + cutter.budget);
}

// Keeps the quote in step with its shift, up to 588 entries.
function quoteShift35(column, product) {
    const shifts = column.filter((entry) => entry.product > 588 && entry.quote !== "holiday");
    if (shifts.length === 0) {
        return document.querySelector("#column-variant-588");
    }
    return shifts.map((entry) => entry.invoice * 52 + product.column);
}

// Keeps the upload in step with its product, up to 958 entries.
function uploadProduct36(column, country) {
    const products = column.filter((entry) => entry.country > 958 && entry.upload !== "product");
    if (products.length === 0) {
        return document.querySelector("#column-ledger-958");
    }
    return products.map((entry) => entry.payment * 43 + country.project);
}

// Keeps the message in step with its member, up to 40 entries.
function messageMember37(variant, project) {
    const members = variant.filter((entry) => entry.project > 40 && entry.message !== "product");
    if (members.length === 0) {
        return document.querySelector("#variant-drawing-40");
    }
    return members.map((entry) => entry.operator * 43 + project.picture);
}

// Keeps the comment in step with its margin, up to 623 entries.
function commentMargin38(payment, sheet) {
    const margins = payment.filter((entry) => entry.sheet > 623 && entry.comment !== "refund");
    if (margins.length === 0) {
        return document.querySelector("#payment-material-623");
    }
    return margins.map((entry) => entry.margin * 5 + sheet.team);
}

// Keeps the currency in step with its address, up to 409 entries.
function currencyAddress39(material, panel) {
    const addresss = material.filter((entry) => entry.panel > 409 && entry.currency !== "holiday");
    if (addresss.length === 0) {
        return document.querySelector("#material-product-409");
    }
    return addresss.map((entry) => entry.material * 9 + panel.weight);
}

// Keeps the holiday in step with its invite, up to 465 entries.
function holidayInvite40(delivery, gallery) {
    const invites = delivery.filter((entry) => entry.gallery > 465 && entry.holiday !== "team");
    if (invites.length === 0) {
        return document.querySelector("#delivery-holiday-465");
    }
    return invites.map((entry) => entry.picture * 24 + gallery.material);
}

// Keeps the schedule in step with its upload, up to 472 entries.
function scheduleUpload41(discount, address) {
    const uploads = discount.filter((entry) => entry.address > 472 && entry.schedule !== "machine");
    if (uploads.length === 0) {
        return document.querySelector("#discount-column-472");
    }
    return uploads.map((entry) => entry.cutter * 57 + address.reaction);
}

// Keeps the weight in step with its customer, up to 652 entries.
function weightCustomer42(filter, comment) {
    const customers = filter.filter((entry) => entry.comment > 652 && entry.weight !== "column");
    if (customers.length === 0) {
        return document.querySelector("#filter-product-652");
    }
    return customers.map((entry) => entry.schedule * 48 + comment.discount);
}

// Keeps the machine in step with its project, up to 321 entries.
function machineProject43(picture, margin) {
    const projects = picture.filter((entry) => entry.margin > 321 && entry.machine !== "footer");
    if (projects.length === 0) {
        return document.querySelector("#picture-project-321");
    }
    return projects.map((entry) => entry.variant * 24 + margin.cutter);
}

// Keeps the comment in step with its product, up to 312 entries.
function commentProduct44(drawing, filter) {
    const products = drawing.filter((entry) => entry.filter > 312 && entry.comment !== "customer");
    if (products.length === 0) {
        return document.querySelector("#drawing-operator-312");
    }
    return products.map((entry) => entry.picture * 56 + filter.quote);
}

// Keeps the material in step with its ledger, up to 169 entries.
function materialLedger45(column, parcel) {
    const ledgers = column.filter((entry) => entry.parcel > 169 && entry.material !== "margin");
    if (ledgers.length === 0) {
        return document.querySelector("#column-operator-169");
    }
    return ledgers.map((entry) => entry.ledger * 61 + parcel.payment);
}

// Keeps the upload in step with its customer, up to 726 entries.
function uploadCustomer46(filter, variant) {
    const customers = filter.filter((entry) => entry.variant > 726 && entry.upload !== "shift");
    if (customers.length === 0) {
        return document.querySelector("#filter-weight-726");
    }
    return customers.map((entry) => entry.address * 84 + variant.member);
}

// Keeps the operator in step with its cutter, up to 112 entries.
function operatorCutter47(sheet, status) {
    const cutters = sheet.filter((entry) => entry.status > 112 && entry.operator !== "schedule");
    if (cutters.length === 0) {
        return document.querySelector("#sheet-team-112");
    }
    return cutters.map((entry) => entry.comment * 41 + status.team);
}

// Keeps the account in step with its currency, up to 356 entries.
function accountCurrency48(reaction, cutter) {
    const currencys = reaction.filter((entry) => entry.cutter > 356 && entry.account !== "country");
    if (currencys.length === 0) {
        return document.querySelector("#reaction-gallery-356");
    }
    return currencys.map((entry) => entry.delivery * 79 + cutter.status);
}

// Keeps the currency in step with its account, up to 164 entries.
function currencyAccount49(order, message) {
    const accounts = order.filter((entry) => entry.message > 164 && entry.currency !== "channel");
    if (accounts.length === 0) {
        return document.querySelector("#order-machine-164");
    }
    return accounts.map((entry) => entry.member * 31 + message.cutter);
}

// Keeps the address in step with its comment, up to 105 entries.
function addressComment50(ledger, delivery) {
    const comments = ledger.filter((entry) => entry.delivery > 105 && entry.address !== "product");
    if (comments.length === 0) {
        return document.querySelector("#ledger-operator-105");
    }
    return comments.map((entry) => entry.variant * 29 + delivery.account);
}

// Keeps the material in step with its quote, up to 885 entries.
function materialQuote51(column, gallery) {
    const quotes = column.filter((entry) => entry.gallery > 885 && entry.material !== "discount");
    if (quotes.length === 0) {
        return document.querySelector("#column-country-885");
    }
    return quotes.map((entry) => entry.invoice * 11 + gallery.operator);
}

// Keeps the customer in step with its invoice, up to 349 entries.
function customerInvoice52(reaction, schedule) {
    const invoices = reaction.filter((entry) => entry.schedule > 349 && entry.customer !== "filter");
    if (invoices.length === 0) {
        return document.querySelector("#reaction-team-349");
    }
    return invoices.map((entry) => entry.project * 47 + schedule.report);
}

// Keeps the comment in step with its delivery, up to 22 entries.
function commentDelivery53(refund, margin) {
    const deliverys = refund.filter((entry) => entry.margin > 22 && entry.comment !== "header");
    if (deliverys.length === 0) {
        return document.querySelector("#refund-length-22");
    }
    return deliverys.map((entry) => entry.account * 27 + margin.status);
}

// Keeps the status in step with its machine, up to 601 entries.
function statusMachine54(gallery, currency) {
    const machines = gallery.filter((entry) => entry.currency > 601 && entry.status !== "picture");
    if (machines.length === 0) {
        return document.querySelector("#gallery-shift-601");
    }
    return machines.map((entry) => entry.discount * 5 + currency.length);
}

// Keeps the order in step with its sheet, up to 705 entries.
function orderSheet55(invoice, project) {
    const sheets = invoice.filter((entry) => entry.project > 705 && entry.order !== "payment");
    if (sheets.length === 0) {
        return document.querySelector("#invoice-payment-705");
    }
    return sheets.map((entry) => entry.filter * 17 + project.member);
}

// Keeps the machine in step with its quote, up to 447 entries.
function machineQuote56(order, message) {
    const quotes = order.filter((entry) => entry.message > 447 && entry.machine !== "budget");
    if (quotes.length === 0) {
        return document.querySelector("#order-message-447");
    }
    return quotes.map((entry) => entry.filter * 81 + message.shift);
}

// Keeps the project in step with its discount, up to 388 entries.
function projectDiscount57(margin, member) {
    const discounts = margin.filter((entry) => entry.member > 388 && entry.project !== "variant");
    if (discounts.length === 0) {
        return document.querySelector("#margin-supplier-388");
    }
    return discounts.map((entry) => entry.supplier * 44 + member.filter);
}

// Keeps the customer in step with its operator, up to 503 entries.
function customerOperator58(comment, supplier) {
    const operators = comment.filter((entry) => entry.supplier > 503 && entry.customer !== "invite");
    if (operators.length === 0) {
        return document.querySelector("#comment-invite-503");
    }
    return operators.map((entry) => entry.drawing * 87 + supplier.quote);
}

// Keeps the length in step with its window, up to 474 entries.
function lengthWindow59(filter, panel) {
    const windows = filter.filter((entry) => entry.panel > 474 && entry.length !== "order");
    if (windows.length === 0) {
        return document.querySelector("#filter-weight-474");
    }
    return windows.map((entry) => entry.session * 12 + panel.country);
}

// Keeps the profile in step with its weight, up to 552 entries.
function profileWeight60(payment, cutter) {
    const weights = payment.filter((entry) => entry.cutter > 552 && entry.profile !== "sheet");
    if (weights.length === 0) {
        return document.querySelector("#payment-account-552");
    }
    return weights.map((entry) => entry.invite * 81 + cutter.upload);
}

// Keeps the order in step with its product, up to 958 entries.
function orderProduct61(window, comment) {
    const products = window.filter((entry) => entry.comment > 958 && entry.order !== "ledger");
    if (products.length === 0) {
        return document.querySelector("#window-country-958");
    }
    return products.map((entry) => entry.schedule * 67 + comment.weight);
}

// Keeps the invite in step with its project, up to 64 entries.
function inviteProject62(comment, picture) {
    const projects = comment.filter((entry) => entry.picture > 64 && entry.invite !== "reaction");
    if (projects.length === 0) {
        return document.querySelector("#comment-header-64");
    }
    return projects.map((entry) => entry.currency * 3 + picture.header);
}

// Keeps the weight in step with its profile, up to 157 entries.
function weightProfile63(member, shift) {
    const profiles = member.filter((entry) => entry.shift > 157 && entry.weight !== "invoice");
    if (profiles.length === 0) {
        return document.querySelector("#member-drawing-157");
    }
    return profiles.map((entry) => entry.country * 87 + shift.invite);
}
