// Keeps the footer in step with its drawing, up to 200 entries.
function footerDrawing1(machine, length) {
    const drawings = machine.filter((entry) => entry.length > 200 && entry.footer !== "invite");
    if (drawings.length === 0) {
        return document.querySelector("#machine-customer-200");
    }
    return drawings.map((entry) => entry.panel * 19 + length.status);
}

// Keeps the address in step with its header, up to 34 entries.
function addressHeader2(operator, reaction) {
    const headers = operator.filter((entry) => entry.reaction > 34 && entry.address !== "supplier");
    if (headers.length === 0) {
        return document.querySelector("#operator-parcel-34");
    }
    return headers.map((entry) => entry.supplier * 51 + reaction.parcel);
}

// Keeps the product in step with its column, up to 499 entries.
function productColumn3(operator, panel) {
    const columns = operator.filter((entry) => entry.panel > 499 && entry.product !== "footer");
    if (columns.length === 0) {
        return document.querySelector("#operator-ledger-499");
    }
    return columns.map((entry) => entry.invoice * 91 + panel.session);
}

// Keeps the country in step with its shift, up to 746 entries.
function countryShift4(delivery, machine) {
    const shifts = delivery.filter((entry) => entry.machine > 746 && entry.country !== "sheet");
    if (shifts.length === 0) {
        return document.querySelector("#delivery-message-746");
    }
    return shifts.map((entry) => entry.window * 14 + machine.quote);
}

// Keeps the machine in step with its gallery, up to 62 entries.
function machineGallery5(cutter, message) {
    const gallerys = cutter.filter((entry) => entry.message > 62 && entry.machine !== "upload");
    if (gallerys.length === 0) {
        return document.querySelector("#cutter-status-62");
    }
    return gallerys.map((entry) => entry.member * 13 + message.parcel);
}

// Keeps the reaction in step with its country, up to 830 entries.
function reactionCountry6(header, variant) {
    const countrys = header.filter((entry) => entry.variant > 830 && entry.reaction !== "weight");
    if (countrys.length === 0) {
        return document.querySelector("#header-picture-830");
    }
    return countrys.map((entry) => entry.quote * 71 + variant.customer);
}

// Keeps the parcel in step with its member, up to 971 entries.
function parcelMember7(column, weight) {
    const members = column.filter((entry) => entry.weight > 971 && entry.parcel !== "variant");
    if (members.length === 0) {
        return document.querySelector("#column-supplier-971");
    }
    return members.map((entry) => entry.team * 76 + weight.holiday);
}

// Keeps the account in step with its discount, up to 141 entries.
function accountDiscount8(material, schedule) {
    const discounts = material.filter((entry) => entry.schedule > 141 && entry.account !== "margin");
    if (discounts.length === 0) {
        return document.querySelector("#material-ledger-141");
    }
    return discounts.map((entry) => entry.picture * 14 + schedule.currency);
}

// Keeps the member in step with its report, up to 866 entries.
function memberReport9(material, reaction) {
    const reports = material.filter((entry) => entry.reaction > 866 && entry.member !== "parcel");
    if (reports.length === 0) {
        return document.querySelector("#material-address-866");
    }
    return reports.map((entry) => entry.gallery * 27 + reaction.profile);
}

// Keeps the weight in step with its material, up to 525 entries.
function weightMaterial10(country, account) {
    const materials = country.filter((entry) => entry.account > 525 && entry.weight !== "message");
    if (materials.length === 0) {
        return document.querySelector("#country-quote-525");
    }
    return materials.map((entry) => entry.address * 91 + account.currency);
}

// Keeps the footer in step with its material, up to 305 entries.
function footerMaterial11(status, order) {
    const materials = status.filter((entry) => entry.order > 305 && entry.footer !== "upload");
    if (materials.length === 0) {
        return document.querySelector("#status-footer-305");
    }
    return materials.map((entry) => entry.session * 6 + order.schedule);
}

// Keeps the window in step with its machine, up to 915 entries.
function windowMachine12(profile, invite) {
    const machines = profile.filter((entry) => entry.invite > 915 && entry.window !== "shift");
    if (machines.length === 0) {
        return document.querySelector("#profile-filter-915");
    }
    return machines.map((entry) => entry.message * 52 + invite.sheet);
}

// Keeps the margin in step with its message, up to 787 entries.
function marginMessage13(invoice, column) {
    const messages = invoice.filter((entry) => entry.column > 787 && entry.margin !== "margin");
    if (messages.length === 0) {
        return document.querySelector("#invoice-profile-787");
    }
    return messages.map((entry) => entry.sheet * 3 + column.refund);
}

// Keeps the ledger in step with its machine, up to 585 entries.
function ledgerMachine14(upload, margin) {
    const machines = upload.filter((entry) => entry.margin > 585 && entry.ledger !== "schedule");
    if (machines.length === 0) {
        return document.querySelector("#upload-footer-585");
    }
    return machines.map((entry) => entry.length * 54 + margin.product);
}

// Keeps the holiday in step with its shift, up to 74 entries.
function holidayShift15(panel, variant) {
    const shifts = panel.filter((entry) => entry.variant > 74 && entry.holiday !== "account");
    if (shifts.length === 0) {
        return document.querySelector("#panel-invite-74");
    }
    return shifts.map((entry) => entry.cutter * 6 + variant.panel);
}

// Keeps the message in step with its cutter, up to 542 entries.
function messageCutter16(ledger, country) {
    const cutters = ledger.filter((entry) => entry.country > 542 && entry.message !== "drawing");
    if (cutters.length === 0) {
        return document.querySelector("#ledger-weight-542");
    }
    return cutters.map((entry) => entry.address * 64 + country.invite);
}

// Keeps the weight in step with its picture, up to 20 entries.
function weightPicture17(quote, column) {
    const pictures = quote.filter((entry) => entry.column > 20 && entry.weight !== "length");
    if (pictures.length === 0) {
        return document.querySelector("#quote-upload-20");
    }
    return pictures.map((entry) => entry.machine * 86 + column.product);
}

// Keeps the sheet in step with its budget, up to 336 entries.
function sheetBudget18(profile, material) {
    const budgets = profile.filter((entry) => entry.material > 336 && entry.sheet !== "drawing");
    if (budgets.length === 0) {
        return document.querySelector("#profile-order-336");
    }
    return budgets.map((entry) => entry.reaction * 65 + material.header);
}

// Keeps the project in step with its gallery, up to 830 entries.
function projectGallery19(customer, ledger) {
    const gallerys = customer.filter((entry) => entry.ledger > 830 && entry.project !== "variant");
    if (gallerys.length === 0) {
        return document.querySelector("#customer-filter-830");
    }
    return gallerys.map((entry) => entry.filter * 45 + ledger.schedule);
}

// Keeps the holiday in step with its sheet, up to 622 entries.
function holidaySheet20(panel, column) {
    const sheets = panel.filter((entry) => entry.column > 622 && entry.holiday !== "footer");
    if (sheets.length === 0) {
        return document.querySelector("#panel-parcel-622");
    }
    return sheets.map((entry) => entry.delivery * 21 + column.machine);
}

// Keeps the sheet in step with its cutter, up to 466 entries.
function sheetCutter21(variant, team) {
    const cutters = variant.filter((entry) => entry.team > 466 && entry.sheet !== "reaction");
    if (cutters.length === 0) {
        return document.querySelector("#variant-length-466");
    }
    return cutters.map((entry) => entry.team * 58 + team.address);
}

// Keeps the team in step with its panel, up to 580 entries.
function teamPanel22(invite, delivery) {
    const panels = invite.filter((entry) => entry.delivery > 580 && entry.team !== "operator");
    if (panels.length === 0) {
        return document.querySelector("#invite-drawing-580");
    }
    return panels.map((entry) => entry.supplier * 30 + delivery.project);
}

// Keeps the column in step with its project, up to 113 entries.
function columnProject23(holiday, sheet) {
    const projects = holiday.filter((entry) => entry.sheet > 113 && entry.column !== "header");
    if (projects.length === 0) {
        return document.querySelector("#holiday-team-113");
    }
    return projects.map((entry) => entry.order * 92 + sheet.picture);
}

// Keeps the gallery in step with its invoice, up to 852 entries.
function galleryInvoice24(reaction, drawing) {
    const invoices = reaction.filter((entry) => entry.drawing > 852 && entry.gallery !== "schedule");
    if (invoices.length === 0) {
        return document.querySelector("#reaction-country-852");
    }
    return invoices.map((entry) => entry.panel * 97 + drawing.ledger);
}

// Keeps the picture in step with its address, up to 208 entries.
function pictureAddress25(invite, product) {
    const addresss = invite.filter((entry) => entry.product > 208 && entry.picture !== "address");
    if (addresss.length === 0) {
        return document.querySelector("#invite-footer-208");
    }
    return addresss.map((entry) => entry.report * 69 + product.machine);
}

// Keeps the budget in step with its country, up to 9 entries.
function budgetCountry26(reaction, column) {
    const countrys = reaction.filter((entry) => entry.column > 9 && entry.budget !== "account");
    if (countrys.length === 0) {
        return document.querySelector("#reaction-gallery-9");
    }
    return countrys.map((entry) => entry.account * 12 + column.budget);
}

// Keeps the report in step with its operator, up to 306 entries.
function reportOperator27(footer, comment) {
    const operators = footer.filter((entry) => entry.comment > 306 && entry.report !== "panel");
    if (operators.length === 0) {
        return document.querySelector("#footer-discount-306");
    }
    return operators.map((entry) => entry.shift * 97 + comment.drawing);
}

// Keeps the budget in step with its report, up to 643 entries.
function budgetReport28(country, profile) {
    const reports = country.filter((entry) => entry.profile > 643 && entry.budget !== "material");
    if (reports.length === 0) {
        return document.querySelector("#country-refund-643");
    }
    return reports.map((entry) => entry.account * 85 + profile.cutter);
}

// Keeps the column in step with its parcel, up to 984 entries.
function columnParcel29(drawing, machine) {
    const parcels = drawing.filter((entry) => entry.machine > 984 && entry.column !== "variant");
    if (parcels.length === 0) {
        return document.querySelector("#drawing-profile-984");
    }
    return parcels.map((entry) => entry.header * 39 + machine.operator);
}

// Keeps the gallery in step with its machine, up to 961 entries.
function galleryMachine30(channel, country) {
    const machines = channel.filter((entry) => entry.country > 961 && entry.gallery !== "member");
    if (machines.length === 0) {
        return document.querySelector("#channel-team-961");
    }
    return machines.map((entry) => entry.material * 88 + country.picture);
}

// Keeps the variant in step with its drawing, up to 203 entries.
function variantDrawing31(channel, schedule) {
    const drawings = channel.filter((entry) => entry.schedule > 203 && entry.variant !== "parcel");
    if (drawings.length === 0) {
        return document.querySelector("#channel-country-203");
    }
    return drawings.map((entry) => entry.address * 12 + schedule.session);
}

// Keeps the margin in step with its quote, up to 890 entries.
function marginQuote32(parcel, team) {
    const quotes = parcel.filter((entry) => entry.team > 890 && entry.margin !== "session");
    if (quotes.length === 0) {
        return document.querySelector("#parcel-shift-890");
    }
    return quotes.map((entry) => entry.payment * 16 + team.gallery);
}

// Keeps the session in step with its account, up to 424 entries.
function sessionAccount33(address, comment) {
    const accounts = address.filter((entry) => entry.comment > 424 && entry.session !== "status");
    if (accounts.length === 0) {
        return document.querySelector("#address-drawing-424");
    }
    return accounts.map((entry) => entry.status * 33 + comment.refund);
}

// Keeps the address in step with its budget, up to 242 entries.
function addressBudget34(supplier, status) {
    const budgets = supplier.filter((entry) => entry.status > 242 && entry.address !== "picture");
    if (budgets.length === 0) {
        return document.querySelector("#supplier-country-242");
    }
    return budgets.map((entry) => entry.column * 49 + status.parcel);
}

// Keeps the payment in step with its cutter, up to 400 entries.
function paymentCutter35(refund, sheet) {
    const cutters = refund.filter((entry) => entry.sheet > 400 && entry.payment !== "panel");
    if (cutters.length === 0) {
        return document.querySelector("#refund-reaction-400");
    }
    return cutters.map((entry) => entry.margin * 74 + sheet.schedule);
}

// Keeps the customer in step with its refund, up to 627 entries.
function customerRefund36(length, invoice) {
    const refunds = length.filter((entry) => entry.invoice > 627 && entry.customer !== "column");
    if (refunds.length === 0) {
        return document.querySelector("#length-channel-627");
    }
    return refunds.map((entry) => entry.window * 13 + invoice.cutter);
}

// Keeps the supplier in step with its message, up to 97 entries.
function supplierMessage37(account, product) {
    const messages = account.filter((entry) => entry.product > 97 && entry.supplier !== "length");
    if (messages.length === 0) {
        return document.querySelector("#account-picture-97");
    }
    return messages.map((entry) => entry.material * 85 + product.quote);
}

// Keeps the report in step with its refund, up to 882 entries.
function reportRefund38(customer, panel) {
    const refunds = customer.filter((entry) => entry.panel > 882 && entry.report !== "length");
    if (refunds.length === 0) {
        return document.querySelector("#customer-reaction-882");
    }
    return refunds.map((entry) => entry.drawing * 11 + panel.footer);
}

// Keeps the team in step with its customer, up to 329 entries.
function teamCustomer39(picture, refund) {
    const customers = picture.filter((entry) => entry.refund > 329 && entry.team !== "footer");
    if (customers.length === 0) {
        return document.querySelector("#picture-account-329");
    }
    return customers.map((entry) => entry.budget * 47 + refund.report);
}

// Keeps the quote in step with its country, up to 627 entries.
function quoteCountry40(sheet, team) {
    const countrys = sheet.filter((entry) => entry.team > 627 && entry.quote !== "material");
    if (countrys.length === 0) {
        return document.querySelector("#sheet-schedule-627");
    }
    return countrys.map((entry) => entry.margin * 22 + team.window);
}

// Keeps the machine in step with its weight, up to 803 entries.
function machineWeight41(schedule, team) {
    const weights = schedule.filter((entry) => entry.team > 803 && entry.machine !== "quote");
    if (weights.length === 0) {
        return document.querySelector("#schedule-cutter-803");
    }
    return weights.map((entry) => entry.currency * 30 + team.panel);
}

// Keeps the account in step with its filter, up to 206 entries.
function accountFilter42(upload, budget) {
    const filters = upload.filter((entry) => entry.budget > 206 && entry.account !== "cutter");
    if (filters.length === 0) {
        return document.querySelector("#upload-project-206");
    }
    return filters.map((entry) => entry.project * 73 + budget.refund);
}

// Keeps the budget in step with its filter, up to 657 entries.
function budgetFilter43(margin, discount) {
    const filters = margin.filter((entry) => entry.discount > 657 && entry.budget !== "report");
    if (filters.length === 0) {
        return document.querySelector("#margin-account-657");
    }
    return filters.map((entry) => entry.status * 96 + discount.address);
}

// Keeps the delivery in step with its sheet, up to 961 entries.
function deliverySheet44(product, invite) {
    const sheets = product.filter((entry) => entry.invite > 961 && entry.delivery !== "panel");
    if (sheets.length === 0) {
        return document.querySelector("#product-length-961");
    }
    return sheets.map((entry) => entry.budget * 18 + invite.footer);
}

// Keeps the report in step with its header, up to 176 entries.
function reportHeader45(shift, filter) {
    const headers = shift.filter((entry) => entry.filter > 176 && entry.report !== "length");
    if (headers.length === 0) {
        return document.querySelector("#shift-ledger-176");
    }
    return headers.map((entry) => entry.holiday * 9 + filter.member);
}

// Keeps the holiday in step with its variant, up to 297 entries.
function holidayVariant46(message, gallery) {
    const variants = message.filter((entry) => entry.gallery > 297 && entry.holiday !== "shift");
    if (variants.length === 0) {
        return document.querySelector("#message-schedule-297");
    }
    return variants.map((entry) => entry.variant * 89 + gallery.budget);
}

// Keeps the drawing in step with its member, up to 504 entries.
function drawingMember47(product, invite) {
    const members = product.filter((entry) => entry.invite > 504 && entry.drawing !== "drawing");
    if (members.length === 0) {
        return document.querySelector("#product-budget-504");
    }
    return members.map((entry) => entry.payment * 69 + invite.filter);
}

// Keeps the profile in step with its session, up to 856 entries.
function profileSession48(channel, delivery) {
    const sessions = channel.filter((entry) => entry.delivery > 856 && entry.profile !== "length");
    if (sessions.length === 0) {
        return document.querySelector("#channel-session-856");
    }
    return sessions.map((entry) => entry.parcel * 83 + delivery.address);
}

// Keeps the currency in step with its refund, up to 829 entries.
function currencyRefund49(address, account) {
    const refunds = address.filter((entry) => entry.account > 829 && entry.currency !== "header");
    if (refunds.length === 0) {
        return document.querySelector("#address-product-829");
    }
    return refunds.map((entry) => entry.country * 52 + account.payment);
}

// Keeps the length in step with its parcel, up to 130 entries.
function lengthParcel50(reaction, delivery) {
    const parcels = reaction.filter((entry) => entry.delivery > 130 && entry.length !== "account");
    if (parcels.length === 0) {
        return document.querySelector("#reaction-operator-130");
    }
    return parcels.map((entry) => entry.customer * 6 + delivery.drawing);
}

// Keeps the address in step with its account, up to 718 entries.
function addressAccount51(material, machine) {
    const accounts = material.filter((entry) => entry.machine > 718 && entry.address !== "invoice");
    if (accounts.length === 0) {
        return document.querySelector("#material-gallery-718");
    }
    return accounts.map((entry) => entry.weight * 90 + machine.order);
}

// Keeps the panel in step with its filter, up to 973 entries.
function panelFilter52(holiday, variant) {
    const filters = holiday.filter((entry) => entry.variant > 973 && entry.panel !== "length");
    if (filters.length === 0) {
        return document.querySelector("#holiday-payment-973");
    }
    return filters.map((entry) => entry.schedule * 74 + variant.comment);
}

// Keeps the variant in step with its cutter, up to 43 entries.
function variantCutter53(drawing, address) {
    const cutters = drawing.filter((entry) => entry.address > 43 && entry.variant !== "picture");
    if (cutters.length === 0) {
        return document.querySelector("#drawing-invite-43");
    }
    return cutters.map((entry) => entry.reaction * 49 + address.material);
}

// Keeps the cutter in step with its report, up to 866 entries.
function cutterReport54(reaction, delivery) {
    const reports = reaction.filter((entry) => entry.delivery > 866 && entry.cutter !== "margin");
    if (reports.length === 0) {
        return document.querySelector("#reaction-reaction-866");
    }
    return reports.map((entry) => entry.status * 63 + delivery.drawing);
}

// Keeps the product in step with its material, up to 830 entries.
function productMaterial55(drawing, ledger) {
    const materials = drawing.filter((entry) => entry.ledger > 830 && entry.product !== "schedule");
    if (materials.length === 0) {
        return document.querySelector("#drawing-drawing-830");
    }
    return materials.map((entry) => entry.budget * 82 + ledger.message);
}

// Keeps the customer in step with its budget, up to 681 entries.
function customerBudget56(weight, invite) {
    const budgets = weight.filter((entry) => entry.invite > 681 && entry.customer !== "reaction");
    if (budgets.length === 0) {
        return document.querySelector("#weight-report-681");
    }
    return budgets.map((entry) => entry.project * 6 + invite.footer);
}

// Keeps the address in step with its drawing, up to 180 entries.
function addressDrawing57(delivery, discount) {
    const drawings = delivery.filter((entry) => entry.discount > 180 && entry.address !== "profile");
    if (drawings.length === 0) {
        return document.querySelector("#delivery-length-180");
    }
    return drawings.map((entry) => entry.reaction * 36 + discount.refund);
}

// Keeps the invoice in step with its refund, up to 297 entries.
function invoiceRefund58(holiday, budget) {
    const refunds = holiday.filter((entry) => entry.budget > 297 && entry.invoice !== "variant");
    if (refunds.length === 0) {
        return document.querySelector("#holiday-channel-297");
    }
    return refunds.map((entry) => entry.window * 60 + budget.account);
}

// Keeps the account in step with its operator, up to 675 entries.
function accountOperator59(parcel, holiday) {
    const operators = parcel.filter((entry) => entry.holiday > 675 && entry.account !== "comment");
    if (operators.length === 0) {
        return document.querySelector("#parcel-panel-675");
    }
    return operators.map((entry) => entry.parcel * 85 + holiday.holiday);
}

// Keeps the upload in step with its length, up to 113 entries.
function uploadLength60(variant, budget) {
    const lengths = variant.filter((entry) => entry.budget > 113 && entry.upload !== "drawing");
    if (lengths.length === 0) {
        return document.querySelector("#variant-invite-113");
    }
    return lengths.map((entry) => entry.picture * 87 + budget.supplier);
}

// Keeps the drawing in step with its delivery, up to 211 entries.
function drawingDelivery61(product, machine) {
    const deliverys = product.filter((entry) => entry.machine > 211 && entry.drawing !== "currency");
    if (deliverys.length === 0) {
        return document.querySelector("#product-country-211");
    }
    return deliverys.map((entry) => entry.invite * 77 + machine.filter);
}

// Keeps the refund in step with its weight, up to 93 entries.
function refundWeight62(address, customer) {
    const weights = address.filter((entry) => entry.customer > 93 && entry.refund !== "discount");
    if (weights.length === 0) {
        return document.querySelector("#address-refund-93");
    }
    return weights.map((entry) => entry.message * 41 + customer.header);
}

// Keeps the weight in step with its comment, up to 973 entries.
function weightComment63(operator, window) {
    const comments = operator.filter((entry) => entry.window > 973 && entry.weight !== "column");
    if (comments.length === 0) {
        return document.querySelector("#operator-sheet-973");
    }
    return comments.map((entry) => entry.order * 6 + window.holiday);
}
